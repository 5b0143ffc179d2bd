"""``bulletin``: the figures of a month for the leader."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import FORCE, LEDGER, TEMPLATE, day
from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.hosts import Host


def run(
    job: Job,
    *,
    ledger: Host,
    month: tuple[int, int] | None,
    output: Path | None,
    docx: bool,
    as_of: date | None,
    expand: bool,
    issuer: str | None,
    template: Path | None,
    force: bool,
) -> Outcome:
    """Make the bulletin of a month."""
    from toolkit.files.saving import check_writable
    from toolkit.ledger.reports import reports_in
    from toolkit.sheets.bulletin.document import make_bulletin_docx
    from toolkit.sheets.bulletin.workbook import make_bulletin

    if output:
        _targets(output, docx, template)  # what is wrong with the call is said before any reading
    job.progress.begin("正在统计……")
    book, reports = ledger.read(), reports_in(ledger.workbook())
    day = as_of or book.settings.as_of or date.today()
    chosen = month or (day.year, day.month)
    name = output or Path(f"通报-{chosen[0]}-{chosen[1]:02d}.xlsx")
    sheet, document = _targets(name, docx, template)
    for path in filter(None, (sheet, document)):
        check_writable(path, overwrite=force)
    if sheet:
        make_bulletin(
            book, sheet, month=chosen, reports=reports, as_of=day, expand=expand,
            overwrite=force, template=_for(template, ".xlsx"),
        )  # fmt: skip
    if document:
        make_bulletin_docx(
            book, document, month=chosen, reports=reports, as_of=day, expand=expand,
            issuer=issuer or "", overwrite=force, template=_for(template, ".docx"),
        )  # fmt: skip
    made = [f"{job.has}生成：{path}" for path in filter(None, (sheet, document))]
    return Outcome(message="\n".join(made), data={"month": f"{chosen[0]}-{chosen[1]:02d}"})


def _targets(path: Path, docx: bool, template: Path | None) -> tuple[Path | None, Path | None]:
    """The workbook and the document to write, either of them None."""
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".docx"):
        raise UsageProblem(
            f"“{path.name}”的扩展名不对，通报存为 .xlsx 或 .docx", parameter="output", how="fix"
        )
    sheet = path if kind == ".xlsx" else None
    document = path if kind == ".docx" else path.with_suffix(".docx") if docx else None
    wanted = [p.suffix.lower() for p in (sheet, document) if p]
    if template and template.suffix.lower() not in wanted:
        raise UsageProblem(
            f"模板“{template.name}”与要生成的 {'、'.join(wanted)} 不是一类文件",
            parameter="template", how="fix",
        )  # fmt: skip
    return sheet, document


def _for(template: Path | None, kind: str) -> Path | None:
    return template if template and template.suffix.lower() == kind else None


ACTION = Action(
    name="bulletin",
    label="通报",
    group="通报",
    rank=10,
    summary="出一个月的通报：各单位完成、逾期、排名和图表",
    help="""\
.xlsx 首页一页看完，后附各单位、逾期任务和图表数据；.docx 按公文格式（GB/T 9704）排好，
可直接修改。与上月的比较取自“报送记录”，没有记录的不推算。指明统计日期时结果每次相同。""",
    parameters=(
        LEDGER,
        Parameter("month", "month", "月份", "哪个月，如 2026-09（默认：统计日期所在的月）",
                  placeholder="年-月"),
        Parameter("output", "save", "通报", "存到哪里，.xlsx 或 .docx（默认：通报-年-月.xlsx）",
                  placeholder="文件"),
        Parameter("docx", "flag", "另出公文", "另外生成公文格式的 .docx，放在旁边"),
        day("统计日期，也是落款日期（默认：设置里的基准日期，没有则为今天）"),
        Parameter("expand", "flag", "展开统称", "群体（如各乡镇人民政府）按单位名录展开到成员"),
        Parameter("issuer", "text", "署名", ".docx 的署名（默认：来文的印发单位）",
                  placeholder="单位"),
        TEMPLATE,
        FORCE,
    ),
    examples=(
        Example("9月份的通报，一页纸加附表",
                {"ledger": "台账.xlsx", "month": "2026-09", "output": "通报.xlsx"}),
        Example("公文格式的通报",
                {"ledger": "台账.xlsx", "month": "2026-09", "output": "通报.docx"}),
        Example("两种都要，群体按成员展开",
                {"ledger": "台账.xlsx", "month": "2026-09", "docx": True, "expand": True}),
    ),
    run=run,
    writes=True,
)  # fmt: skip
