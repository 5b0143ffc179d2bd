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


def milliseconds() -> dict[str, float]:
    """The median time of a process for each case.

    The cases take turns, so that a busy moment of the machine falls on all of them.
    """
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(ROUNDS):
        for name, script in CASES.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", script], check=True)
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> int:
    medians = milliseconds()
    bare = medians["bare Python"]
    print(f"{'':24}{'total ms':>10}{'added ms':>10}")
    for name, total in medians.items():
        print(f"{name:24}{total:>10.1f}{total - bare:>10.1f}")
    if medians["import toolkit"] - bare > LIMIT_MS:
        print(f"import toolkit adds more than {LIMIT_MS:.0f} ms", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
