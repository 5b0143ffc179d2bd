"""``taizhang refresh``: normalise the deadlines that somebody edited in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import print_findings
from toolkit.cli.output import say, table, working
from toolkit.cli.zh import ZhCommand

if TYPE_CHECKING:
    from toolkit.model import Change


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang refresh 台账.xlsx", "时限改过以后，更新截止日期等各列"),
        ("taizhang refresh 台账.xlsx --dry-run", "只看要改什么，不动文件"),
    ),
)
@click.argument("ledger", metavar="台账.xlsx", type=click.Path())
@click.option("--dry-run", is_flag=True, help="只列出要改的格子，不写入")
def refresh(ledger: str, dry_run: bool) -> None:
    """时限改过以后，重新换算截止日期

    只改换算出来的列（截止日期、时限类型等），原文和别的列不动。写入前自动备份。
    """
    from toolkit.hosts import FileHost

    host = FileHost(ledger)
    with working("正在重新换算……"):
        book = host.read()
        changes = book.normalise_changes()
    if not dry_run:
        from pathlib import Path

        from toolkit.ledger.paper import follow_setting

        if paper := follow_setting(book, Path(ledger)):
            say(f"打印版式已改为 {paper}。")
    if not changes:
        say("换算结果都是新的，没有要改的。")
        return
    table(("位置", "原来", "改为", "原因"), map(_row, changes))
    if dry_run:
        say(f"要改 {len(changes)} 格（没有写入）。")
        return
    applied = host.apply(changes, "规范时限")
    say(f"已改 {len(applied.steps)} 格。" + (f"备份：{applied.backup}" if applied.backup else ""))
    if applied.refused:
        print_findings(applied.refused)
        raise click.exceptions.Exit(1)


def _row(change: Change) -> tuple[str, ...]:
    from toolkit.ledger.columns import HEADS

    where = f"第{change.row}行“{HEADS.get(change.field, change.field)}”"
    return where, _shown(change.before), _shown(change.after), change.why


def _shown(value: object) -> str:
    return "（空）" if value is None or value == "" else str(value)
