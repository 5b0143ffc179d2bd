"""The command line ``taizhang``; every command stands in a small module of its own."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code (0, 1 bad input, 2 bad usage)."""
    try:
        from toolkit.cli.app import app
    except KeyboardInterrupt:
        # Ctrl-C while the first modules are being loaded; later the group of commands sees it.
        import sys

        sys.stderr.write("taizhang：已中断\n")
        sys.exit(1)
    app.main()
