"""How long a deadline phrase takes, beside JioNLP's ``ner.extract_time`` in the same run.

    python benchmarks/deadlines.py [--jionlp PYTHON] [--rounds N]

``--jionlp`` (or the variable JIONLP_PYTHON) names a Python that has jionlp installed; it is large
and is kept out of this project's own environment.  The phrases are those of the phrase table of
the tests, and a sample of the shorter, everyday ones.  Nothing is cached between calls.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EVERYDAY = (
    "10月16日前", "2021年12月底前", "12月底前", "年底前", "6月中旬前", "9月15日-25日",
    "第四季度", "2021年至2023年", "每月坚持", "每季度末月20日前", "每年1月31日前", "每年至少1次",
    "长期常态化", "持续推进", "及时公开", "收到后5个工作日内", "省出台文件后2个月完成", "适时",
    "2022年10月16日前", "2021年6月底前完成方案，12月底前完成建设", "6月、9月、12月底前",
    "十月十六日前", "2022-10-16", "请于10月31日前将书面报告报送区政府办公室", "11月至次年2月",
    "立行立改", "每周五前",
)  # fmt: skip

_FOREIGN = """
import contextlib, json, sys, time
with contextlib.redirect_stdout(sys.stderr):
    import jionlp
phrases, rounds = json.load(sys.stdin)
base = time.mktime((2022, 6, 22, 0, 0, 0, 0, 0, -1))
def call(phrase):
    try:
        jionlp.ner.extract_time(phrase, time_base=base)
    except Exception:
        pass
jionlp.ner.extract_time("10月16日前", time_base=base)
best = []
for phrase in phrases:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call(phrase)
        times.append(time.perf_counter() - begin)
    best.append(min(times))
print(json.dumps(best))
"""


def best_times(call: Callable[[str], object], phrases: list[str], rounds: int) -> list[float]:
    """For each phrase the shortest of ``rounds`` calls, in seconds."""
    best = []
    for phrase in phrases:
        times = []
        for _ in range(rounds):
            begin = time.perf_counter()
            call(phrase)
            times.append(time.perf_counter() - begin)
        best.append(min(times))
    return best


def jionlp_times(python: str, phrases: list[str], rounds: int) -> list[float] | None:
    """The same by JioNLP under another Python, ``None`` if it is not installed there."""
    done = subprocess.run(
        [python, "-c", _FOREIGN],
        input=json.dumps([phrases, rounds]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None
    times: list[float] = json.loads(done.stdout.splitlines()[-1])
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jionlp", default=os.environ.get("JIONLP_PYTHON", sys.executable))
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT)]
    from toolkit.deadlines import normalise

    def ours(phrase: str) -> object:
        return normalise(phrase, year=2022)

    table = ROOT / "tests" / "deadlines" / "phrases.tsv"
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    all_phrases = [line.split("\t")[0] for line in lines if "\t" in line and line[:2] != "# "]
    print("median, microseconds a phrase")
    print(f"{'phrases':28}{'number':>8}{'ours':>12}{'jionlp':>12}{'ratio':>8}")
    for name, phrases in (("everyday", list(EVERYDAY)), ("phrase table", all_phrases)):
        if not phrases:
            continue
        mine = statistics.median(best_times(ours, phrases, options.rounds)) * 1e6
        theirs = jionlp_times(options.jionlp, phrases, max(3, options.rounds // 5))
        if theirs is None:
            print(f"{name:28}{len(phrases):8}{mine:12.1f}{'not installed':>16}")
            continue
        other = statistics.median(theirs) * 1e6
        print(f"{name:28}{len(phrases):8}{mine:12.1f}{other:12.1f}{mine / other:8.2f}")


if __name__ == "__main__":
    main()
