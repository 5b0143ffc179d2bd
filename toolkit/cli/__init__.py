"""The command line ``taizhang``; every command stands in a small module of its own."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code (0, 1 bad input, 2 bad usage)."""
    from toolkit.cli.app import app

    app.main()
