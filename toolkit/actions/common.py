"""Parameters and words that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.hosts import Applied
    from toolkit.model import Finding

LEDGER = Parameter("ledger", "ledger", "台账", placeholder="台账.xlsx", required=True, subject=True)
NOTICE = Parameter("notice", "file", "来文", placeholder="来文", required=True, subject=True)
FORCE = Parameter("force", "flag", "覆盖", "文件已存在时覆盖")
UNITS = Parameter("unit", "text", "单位", "只要这个单位，可以写多次", placeholder="单位", many=True)
YEAR = Parameter("year", "year", "年份", "来文没有写年份时按这一年换算", placeholder="年份")
TEMPLATE = Parameter("template", "file", "模板", "用本单位改过样式的模板", placeholder="模板.xlsx")


def day(help_: str) -> Parameter:
    """The day from which a command counts."""
    return Parameter("as_of", "date", "基准日期", help_, placeholder="日期")


def upgrade_notes(applied: Applied) -> tuple[str, ...]:
    """What the person should know of a ledger that was brought to today's form on the way."""
    if not applied.upgraded:
        return ()
    return (f"台账是旧的格式，已升级，原有内容不变。加上了：{'、'.join(applied.upgraded)}。",)


def short(text: str, most: int = 40) -> str:
    """A text on one line of a table."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def summary(findings: tuple[Finding, ...]) -> str:
    """How many findings there are of each severity, as a sentence."""
    from toolkit.sheets.findings_list import summary as counted

    return counted(findings) + "。"
