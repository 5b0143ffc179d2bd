"""``templates``: the workbooks that an office restyles in Excel."""

from __future__ import annotations

from pathlib import Path

from toolkit.actions.action import Action, Example, Family, Job
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem


def copy(job: Job, *, target: Path) -> Outcome:
    """Copy the program's own templates out."""
    from toolkit.sheets.template_copy import copy_templates

    made, kept = copy_templates(target)
    lines = [f"{job.has}复制：{path}" for path in made]
    lines += [f"已经有了，没有覆盖：{path}" for path in kept]
    return Outcome(parts=tuple(lines), data={"kept": [str(path) for path in kept]})


def check(job: Job, *, file: Path) -> Outcome:
    """Say whether a restyled template can be used."""
    from toolkit.sheets.template_check import check_template

    kind, remarks = check_template(file)
    what = f"{file.name}：{kind.name.partition('（')[0]}模板" if kind else file.name
    wrong = sum(remark.wrong for remark in remarks)
    lines = [
        f"{'错误' if remark.wrong else '提醒'}　"
        f"{remark.place}{'：' if remark.place else ''}{remark.text}"
        for remark in remarks
    ]
    data = {
        "file": str(file),
        "template": kind.file if kind else "",
        "usable": not wrong,
        "remarks": [
            {"wrong": remark.wrong, "place": remark.place, "text": remark.text}
            for remark in remarks
        ],
    }
    if not wrong:
        hint = f"（提醒 {len(remarks)} 条）" if remarks else ""
        return Outcome(f"{what}，可以使用。{hint}", tuple(lines), data=data)
    return Outcome(f"{what}，有 {wrong} 处要改。", tuple(lines), data=data, end="failed")


def list_(job: Job, *, name: str | None) -> Outcome:
    """List the templates, or the placeholders of one."""
    from toolkit.sheets.template_check import kinds

    if name is None:
        rows = [(kind.file, kind.name, kind.action) for kind in kinds()]
        data = [dict(zip(("file", "name", "action"), row, strict=True)) for row in rows]
        return Outcome(parts=(Table.of(("文件", "模板", "用它的命令"), rows),), data=data)
    wanted = Path(name).stem
    for kind in kinds():
        if wanted in (Path(kind.file).stem, kind.name):
            tables = (
                Table.of(
                    ("占位符", "意思"),
                    ((f"{{{{{key}}}}}", meaning) for key, meaning in known.items()),
                    title=f"工作表“{sheet}”",
                )
                for sheet, known in kind.known.items()
            )
            known = {sheet: dict(keys) for sheet, keys in kind.known.items()}
            return Outcome(
                parts=tuple(tables), data={"file": kind.file, "name": kind.name, "known": known}
            )
    files = "、".join(kind.file for kind in kinds())
    raise UsageProblem(f"没有模板“{name}”，现有：{files}", parameter="name", how="fix")


ACTION = Family(
    name="templates",
    label="模板",
    group="工具",
    rank=30,
    summary="复制、检查模板，列出可用的占位符",
    help="""\
模板是普通的 Excel 工作簿：字体、颜色、徽标、列的顺序、多几列少几列、换成别的语言，都可以在
Excel 里改。填数据的地方写占位符，如 {{单位}}；写着 {{任务.内容}} 的那一行会按任务重复。""",
    actions=(
        Action(
            name="templates copy",
            label="复制模板",
            group="工具",
            rank=31,
            summary="把自带的模板复制到一个文件夹，供修改",
            help="已有的同名文件一个也不覆盖。",
            parameters=(
                Parameter("target", "folder", "文件夹", placeholder="文件夹", required=True,
                          subject=True),
            ),
            examples=(Example("把自带的模板复制出来改", {"target": "我的模板"}),),
            run=copy,
            writes=True,
        ),
        Action(
            name="templates check",
            label="检查模板",
            group="工具",
            rank=32,
            summary="检查改过的模板能不能用",
            help="逐格找写错的占位符、缺少的样例行，提醒打印时会出的毛病，最后试填一遍。",
            parameters=(
                Parameter("file", "file", "模板", placeholder="模板.xlsx", required=True,
                          subject=True),
            ),
            examples=(Example("看改过的模板能不能用", {"file": "我的任务单.xlsx"}),),
            run=check,
        ),
        Action(
            name="templates list",
            label="占位符",
            group="工具",
            rank=33,
            summary="列出自带的模板，或一个模板可用的占位符",
            parameters=(
                Parameter("name", "text", "模板", placeholder="模板", subject=True),
            ),
            examples=(
                Example("有哪些模板"),
                Example("任务单模板里可以用哪些占位符", {"name": "task_sheet.xlsx"}),
            ),
            run=list_,
        ),
    ),
)  # fmt: skip
