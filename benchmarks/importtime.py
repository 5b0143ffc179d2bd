"""What `import toolkit` and `taizhang --help` add to a bare Python, in milliseconds.

    python benchmarks/importtime.py

A ribbon click starts a Python, so this is paid on every click.  The limit for the import is 50 ms.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 15
LIMIT_MS = 50.0

CASES = {
    "bare Python": "pass",
    "import toolkit": "import toolkit",
    "toolkit.normalise": "import toolkit; toolkit.normalise('10月16日前', year=2026)",
    "toolkit.parse_units": "import toolkit; toolkit.parse_units('县财政局牵头，县审计局配合')",
    "taizhang --help": (
        "import io, sys; sys.stdout = io.StringIO()\n"
        "from toolkit.cli.app import app\n"
        "try: app.main(['--help'])\n"
        "except SystemExit: pass"
    ),
}


def milliseconds(script: str) -> float:
    """The median time of a process that runs the script."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", script], check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> int:
    bare = milliseconds(CASES["bare Python"])
    print(f"{'':24}{'total ms':>10}{'added ms':>10}")
    added = {}
    for name, script in CASES.items():
        total = milliseconds(script)
        added[name] = total - bare
        print(f"{name:24}{total:>10.1f}{added[name]:>10.1f}")
    if added["import toolkit"] > LIMIT_MS:
        print(f"import toolkit adds more than {LIMIT_MS:.0f} ms", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
