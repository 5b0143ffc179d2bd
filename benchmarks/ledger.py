"""A large ledger read, normalised and written, beside the same with openpyxl alone.

    python benchmarks/ledger.py [ROWS] [--skip-openpyxl]

Each way runs in a process of its own, so that the peak of memory is its own.  The ledger has as
many units, deadlines and lengths of content as a real one; the clock starts after it was made.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from toolkit.ledger import ledger_from_notice, read_ledger, write_ledger

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ROWS = 100_000
DEADLINES = (
    "10月16日前", "12月底前", "长期常态化", "每季度末月20日前", "收到后5个工作日内", "及时公开",
    "2026年6月底前完成方案，11月底前总结", "第三季度", "年底前", "每年1月31日前",
)  # fmt: skip
CONTENT = (
    "围绕云溪县“十五五”规划纲要实施，主动公开规划计划、重大项目、民生实事进展，及时回应社会关切。",
    "按季更新办事指南和收费目录，逐条核对链接，过期的当天撤下并说明去向。",
    "推动减税降费专项配套支持政策精准传递，对2026年1—9月享受优惠的中小微企业逐户推送（不少于2次）。",
)
UNITS = (
    "县发改局", "县教体局", "县财政局", "县审计局", "县水务局", "县商务局", "县司法局", "县民政局",
    "县住建局", "县卫健局",
)  # fmt: skip


def make(path: Path, rows: int) -> None:
    """A ledger as ``import`` makes it."""
    from toolkit.deadlines import normalise
    from toolkit.model import Notice, Task

    limits = [normalise(text, year=2026) for text in DEADLINES]

    tasks = tuple(
        Task(
            f"{n:06d}", CONTENT[n % 3] * (1 + n % 2), str(n), "加强重点领域信息公开",
            f"第{n % 40 + 1}项重点工作", (UNITS[n % 10],),
            (UNITS[(n + 3) % 10], UNITS[(n + 7) % 10], "各乡镇人民政府"),
            deadline=limits[n % 10],
        )
        for n in range(1, rows + 1)
    )  # fmt: skip
    write_ledger(ledger_from_notice(Notice(title="云溪县任务台账", year=2026, tasks=tasks)), path)


def ours(source: Path, target: Path) -> dict[str, float]:
    """Read (which normalises what was edited), then write a new workbook."""
    from dataclasses import replace

    from toolkit.deadlines import normalise

    started = time.perf_counter()
    ledger = read_ledger(source)
    read = time.perf_counter()
    entries = tuple(
        replace(e, task=replace(e.task, deadline=normalise(e.task.deadline.raw, year=2026)))
        for e in ledger.entries
    )
    notice = replace(ledger.notice, tasks=tuple(e.task for e in entries))
    ledger = replace(ledger, entries=entries, notice=notice)
    normalised = time.perf_counter()
    write_ledger(ledger, target)
    written = time.perf_counter()
    return {"read": read - started, "normalise": normalised - read, "write": written - normalised}


def with_openpyxl(source: Path, target: Path) -> dict[str, float]:
    """The same through openpyxl's ordinary mode, which keeps the workbook's formats."""
    from typing import Any

    import openpyxl

    from toolkit.deadlines import normalise

    started = time.perf_counter()
    book = openpyxl.load_workbook(source)
    sheet: Any = book["台账"]
    read = time.perf_counter()
    heads = {cell.value: cell.column for cell in sheet[3]}
    raw, due, kind = heads["完成时限"], heads["截止日期"], heads["时限类型"]
    for row in range(4, sheet.max_row + 1):
        deadline = normalise(sheet.cell(row, raw).value or "", year=2026)
        sheet.cell(row, due).value = deadline.due
        sheet.cell(row, kind).value = deadline.kind
    normalised = time.perf_counter()
    book.save(target)
    written = time.perf_counter()
    return {"read": read - started, "normalise": normalised - read, "write": written - normalised}


WAYS: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "toolkit": ours,
    "openpyxl": with_openpyxl,
}


def run(name: str, source: Path, target: Path) -> dict[str, float]:
    """One way in a process of its own."""
    command = [sys.executable, __file__, "--way", name, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main(arguments: list[str]) -> None:
    """Print the table."""
    if arguments[:1] == ["--way"]:
        figures = WAYS[arguments[1]](Path(arguments[2]), Path(arguments[3]))
        figures["total"] = sum(figures.values())
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures))
        return
    rows = next((int(a) for a in arguments if a.isdigit()), ROWS)
    names = [n for n in WAYS if f"--skip-{n}" not in arguments]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.xlsx")
        make(source, rows)
        print(f"{rows} rows, {source.stat().st_size / 1e6:.1f} MB")
        results = {name: run(name, source, Path(folder, f"{name}.xlsx")) for name in names}
    columns = ("read", "normalise", "write", "total", "peak_mb")
    print(f"{'':10}" + "".join(f"{column:>12}" for column in columns))
    for name, figures in results.items():
        print(f"{name:10}" + "".join(f"{figures[column]:12.1f}" for column in columns))
    if len(results) > 1:
        first, last = results[names[0]], results[names[-1]]
        ratios = (f"{last[column] / first[column]:11.1f}x" for column in columns)
        print(f"{'ratio':10}" + " ".join(ratios))


if __name__ == "__main__":
    main(sys.argv[1:])
