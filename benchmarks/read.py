"""Reading notices end to end: the examples, and the sample notices beside the checkout if any.

    python benchmarks/read.py [FILE...]

Each file is read in a process of its own: the first time, imports and phrase tables included, is
what a clerk waits for; the median of five more is what a batch pays.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from toolkit.text import width

ROOT = Path(__file__).resolve().parent.parent
NAME = 44

SCRIPT = """
import json, statistics, sys, time
times = []
for _ in range(6):
    start = time.perf_counter()
    from toolkit import read_notice
    notice = read_notice(sys.argv[1])
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps([len(notice.tasks), times[0], statistics.median(times[1:])]))
"""


def files() -> list[Path]:
    """The files of the command line, else the examples and the samples."""
    if len(sys.argv) > 1:
        return [Path(arg) for arg in sys.argv[1:]]
    suffixes = {".docx", ".html", ".txt"}
    examples = [p for p in sorted((ROOT / "examples").iterdir()) if p.suffix in suffixes]
    samples = ROOT.parent / "shared" / "seeds"
    return examples + (sorted(samples.glob("*.txt")) if samples.is_dir() else [])


def main() -> None:
    print(f"{'file':{NAME}}{'kB':>6}{'tasks':>7}{'first ms':>10}{'then ms':>9}")
    for path in files():
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(path)], capture_output=True, check=True, cwd=ROOT
        )
        tasks, first, then = json.loads(done.stdout)
        size = path.stat().st_size / 1000
        pad = " " * max(1, NAME - width(path.name))
        print(f"{path.name}{pad}{size:>6.0f}{tasks:>7}{first:>10.0f}{then:>9.1f}")


if __name__ == "__main__":
    main()
