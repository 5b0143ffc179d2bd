"""What people put into a ledger since it was made: what would be lost if it were made anew."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.ledger.columns import JOURNAL, REPORTS, STATUSES
from toolkit.ledger.ledger import Entry, Ledger, Settings
from toolkit.text import fold, squeeze
from toolkit.workbook.grid import Workbook


def work_in(ledger: Ledger, book: Workbook) -> tuple[str, ...]:
    """What a new ledger would not have, in the clerk's words; empty for one as it was made.

    ``book`` is the workbook of the ledger, for the sheets that are not part of the value.
    """
    return tuple(_work(ledger, book))


def _work(ledger: Ledger, book: Workbook) -> Iterator[str]:
    counts = {
        "状态": sum(entry.status.strip() not in ("", STATUSES[0]) for entry in ledger.entries),
        "完成进度": sum(bool(entry.percent) for entry in ledger.entries),
        "进展情况": sum(bool(entry.progress.strip()) for entry in ledger.entries),
        "备注": sum(bool(entry.remark.strip()) for entry in ledger.entries),
        "完成、销号或延期的日期": sum(map(_dated, ledger.entries)),
        "改过的单位": sum(map(_other_units, ledger.entries)),
        "单位填报的情况": len(ledger.standings),
        "登记的别名": sum(len(member.aliases) for member in ledger.roster),
        "登记的成员": sum(bool(member.members) for member in ledger.roster),
    }
    for what, count in counts.items():
        if count:
            yield f"{what} {count} 处"
    own = dict.fromkeys(head for entry in ledger.entries for head, text in entry.own)
    if own:
        yield f"自设的列“{'”“'.join(own)}”"
    if _settings(ledger.settings) != _settings(Settings()):
        yield "“设置”里改过的内容"
    for sheet in (REPORTS, JOURNAL):
        rows = _rows(book, sheet)
        if rows:
            yield f"“{sheet}” {rows} 行"


def _dated(entry: Entry) -> bool:
    return bool(entry.done_on or entry.closed_on or entry.original_due or entry.decided)


def _other_units(entry: Entry) -> bool:
    """Whether the units are no longer those of the notice's own words (责任原文)."""
    from toolkit.units import parse_units

    task = entry.task
    raw = squeeze(fold(task.units_raw))
    if not raw:
        return False
    here = {*task.lead, *task.others}
    parsed = parse_units(task.units_raw)
    named = {*parsed.lead, *parsed.others}
    # Two cells of one notice may read otherwise than their joined words; then the words must do.
    unsaid = any(squeeze(fold(unit)) not in raw for unit in here)
    return here != named and (unsaid or len(here) < len(named))


def _settings(settings: Settings) -> tuple[object, ...]:
    return settings.near_days, settings.cycle_days, settings.behind, settings.renames


def _rows(book: Workbook, sheet: str) -> int:
    from toolkit.ledger.columns import COLUMNS
    from toolkit.workbook.heads import table

    name = next((name for name in book.names if name.strip() == sheet), None)
    return len(table(book.sheet(name), COLUMNS[sheet])) if name else 0
