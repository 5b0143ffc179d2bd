"""``taizhang bulletin``: the figures of a month for the leader."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import complain, say, working
from toolkit.cli.zh import IsoDate, ZhCommand
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.months import Month


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang bulletin 台账.xlsx --month 2026-09 -o 通报.xlsx", "9月份的通报，一页纸加附表"),
        ("taizhang bulletin 台账.xlsx --month 2026-09 -o 通报.docx", "公文格式的通报"),
        ("taizhang bulletin 台账.xlsx --month 2026-09 --docx --expand", "两种都要，群体按成员展开"),
    ),
)
@click.argument("ledger", metavar="台账.xlsx", type=click.Path())
@click.option("--month", metavar="年-月", help="哪个月，如 2026-09（默认：统计日期所在的月）")
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(),
    help="存到哪里，.xlsx 或 .docx（默认：通报-年-月.xlsx）",
)
@click.option("--docx", is_flag=True, help="另外生成公文格式的 .docx，放在旁边")
@click.option(
    "--as-of",
    type=IsoDate(),
    metavar="日期",
    help="统计日期，也是落款日期（默认：设置里的基准日期，没有则为今天）",
)
@click.option("--expand", is_flag=True, help="群体（如各乡镇人民政府）按单位名录展开到成员")
@click.option("--issuer", metavar="单位", default="", help=".docx 的署名（默认：来文的印发单位）")
@click.option("--template", "templates", metavar="文件", type=click.Path(), multiple=True,
              help="用本单位改过样式的模板，.xlsx 或 .docx；两种都要时写两次")  # fmt: skip
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
def bulletin(
    ledger: str,
    month: str | None,
    output: str | None,
    docx: bool,
    as_of: date | None,
    expand: bool,
    issuer: str,
    templates: tuple[str, ...],
    force: bool,
) -> None:
    """出一个月的通报：各单位完成、逾期、排名和图表

    .xlsx 首页一页看完，后附各单位、逾期任务和图表数据；.docx 按公文格式（GB/T 9704）排好，
    可直接修改。与上月的比较取自“报送记录”，没有记录的不推算。指定 --as-of 时结果每次相同。
    """
    from toolkit.ledger import read_ledger
    from toolkit.ledger.reports import read_reports
    from toolkit.sheets.bulletin.document import make_bulletin_docx
    from toolkit.sheets.bulletin.workbook import make_bulletin

    chosen = _month(month) if month else None
    if output:
        _targets(output, docx, templates)  # what is wrong with the call is said before any reading
    with working("正在统计……"):
        book, reports = read_ledger(ledger), read_reports(ledger)
        day = as_of or book.settings.as_of or date.today()
        chosen = chosen or (day.year, day.month)
        name = output or f"通报-{chosen[0]}-{chosen[1]:02d}.xlsx"
        sheet, document = _targets(name, docx, templates)
        for path in filter(None, (sheet, document)):
            from toolkit.files.saving import check_writable

            check_writable(path, overwrite=force)
        if sheet:
            make_bulletin(
                book, sheet, month=chosen, reports=reports, as_of=day, expand=expand,
                overwrite=force, template=_for(templates, ".xlsx"), tell=complain,
            )  # fmt: skip
        if document:
            make_bulletin_docx(
                book, document, month=chosen, reports=reports, as_of=day, expand=expand,
                issuer=issuer, overwrite=force, template=_for(templates, ".docx"),
            )  # fmt: skip
    for path in filter(None, (sheet, document)):
        say(f"已生成：{path}")


def _month(text: str) -> Month:
    from toolkit.months import as_month

    found = as_month(text)
    if found is None:
        raise UsageProblem(f"--month 不对：“{text}”不是月份，写法如 2026-09")
    return found


def _targets(
    output: str, docx: bool, templates: tuple[str, ...]
) -> tuple[Path | None, Path | None]:
    """The workbook and the document to write, either of them None."""
    path = Path(output)
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".docx"):
        raise UsageProblem(f"“{path.name}”的扩展名不对，通报存为 .xlsx 或 .docx")
    sheet = path if kind == ".xlsx" else None
    document = path if kind == ".docx" else path.with_suffix(".docx") if docx else None
    wanted = [p.suffix.lower() for p in (sheet, document) if p]
    for template in templates:
        if _kind(template) not in wanted:
            name = Path(template).name
            raise UsageProblem(f"模板“{name}”与要生成的 {'、'.join(wanted)} 不是一类文件")
    return sheet, document


def _kind(template: str) -> str:
    """For which of the two a template is; one with macros, or saved as a template, counts, too."""
    suffix = Path(template).suffix.lower()
    return ".docx" if suffix.startswith(".do") else ".xlsx" if suffix.startswith(".xl") else suffix


def _for(templates: tuple[str, ...], kind: str) -> str | None:
    return next((template for template in templates if _kind(template) == kind), None)
