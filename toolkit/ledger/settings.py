"""The sheet 设置: what describes the notice, and what the office may set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from toolkit.errors import LedgerProblem
from toolkit.ledger import codec
from toolkit.ledger.ledger import SCHEMA_VERSION, Settings
from toolkit.lights.light import DEFAULTS
from toolkit.model import Duty, Notice
from toolkit.workbook.cell_values import Raw, as_day, text_of
from toolkit.workbook.grid import Sheet

_RENAMES: Final = "标准列名"
_DUTIES: Final = "报送要求"
_ITEMS: Final = "项目"


@dataclass(frozen=True, slots=True)
class Head:
    """What 设置 says: the notice without its tasks, and the settings."""

    notice: Notice = field(default_factory=Notice)
    settings: Settings = field(default_factory=Settings)


def read_settings(grid: Sheet | None) -> Head:
    """The sheet's values; what is absent or unreadable keeps its default."""
    if grid is None:
        return Head()
    sections = _sections(grid)
    values = {text_of(row[0]).strip(): row[1] for row in sections[_ITEMS]}
    notice = Notice(
        title=text_of(values.get("台账标题")),
        number=text_of(values.get("文号")),
        issuer=text_of(values.get("印发单位")),
        issued=as_day(values.get("印发日期")),
        year=_whole(values.get("年度")),
        duties=tuple(_duty(row) for row in sections[_DUTIES] if text_of(row[0])),
        file=text_of(values.get("来文文件")),
    )

    def number(name: str, default: int) -> int:
        found = _whole(values.get(name))
        return default if found is None else found

    settings = Settings(
        as_of=as_day(values.get("基准日期")),
        near_days=number("临期天数", DEFAULTS.near_days),
        cycle_days=number("周期临期天数", DEFAULTS.cycle_days),
        behind=number("落后百分点", DEFAULTS.behind),
        renames=tuple(
            (text_of(row[0]), text_of(row[1]))
            for row in sections[_RENAMES]
            if text_of(row[1]).strip()
        ),
        version=_whole(values.get("格式版本")) or SCHEMA_VERSION,
        identity=text_of(values.get("台账编号")).strip(),
        paper=text_of(values.get("打印版式")).strip() or Settings().paper,
    )
    return Head(notice, settings)


def _sections(grid: Sheet) -> dict[str, list[Sequence[Raw]]]:
    """The rows under each of the three heads, with at least three cells from that head on."""
    found: dict[str, list[Sequence[Raw]]] = {_ITEMS: [], _RENAMES: [], _DUTIES: []}
    name, at = "", 0
    for row in grid.rows:
        texts = [text_of(value).strip() for value in row]
        heads = [i for i, text in enumerate(texts) if text in found]
        if heads and heads[0] + 1 < len(texts) and texts[heads[0] + 1] in _SECONDS:
            name, at = texts[heads[0]], heads[0]
        elif name and any(texts[at : at + 2]):
            found[name].append([*row[at : at + 3], "", "", ""][:3])
    return found


_SECONDS = frozenset({"值", "本单位用名", "内容"})


def _duty(row: Sequence[Raw]) -> Duty:
    deadline = codec.from_fields(codec.split(text_of(row[0])))
    return Duty(text_of(row[1]), deadline, codec.read_place(text_of(row[2])))


def _whole(value: Raw | None) -> int | None:
    text = text_of(value).strip().rstrip("年")
    return int(text) if text.isascii() and text.isdigit() else None


def refuse_newer(version: int, file: str) -> None:
    """See that a ledger is not of a form that this program does not know yet.

    Raises:
        LedgerProblem: it is.
    """
    if version > SCHEMA_VERSION:
        raise LedgerProblem(
            f"“{file}”是更新版本的程序建立的台账（格式版本 {version}，这里只认得到 "
            f"{SCHEMA_VERSION}）。为免弄坏，没有打开；请先把本程序升级到最新版本。"
        )
