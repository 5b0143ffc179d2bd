"""``taizhang templates``: the workbooks that an office restyles in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.cli.output import say, table
from toolkit.cli.zh import ZhCommand


class Group(ZhCommand, click.Group):
    """A command of several parts, which its help page lists first."""

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The parts before the options."""
        names = self.list_commands(ctx)
        rows = [(n, (self.commands[n].help or "").strip().partition("\n")[0]) for n in names]
        yield "命令", rows
        yield from super().help_sections(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are used."""
        return list(self.commands)


@click.group(
    cls=Group,
    subcommand_metavar="命令 [参数]…",
    no_args_is_help=True,
    examples=(
        ("taizhang templates copy 我的模板", "把自带的模板复制出来改"),
        ("taizhang templates check 我的模板/task_sheet.xlsx", "改完检查一遍"),
        ("taizhang sheets 台账.xlsx --template 我的模板/task_sheet.xlsx", "用改好的模板出单"),
    ),
)
def templates() -> None:
    """复制、检查模板，列出可用的占位符

    模板是普通的 Excel 工作簿：字体、颜色、徽标、列的顺序、多几列少几列、换成别的语言，都可以在
    Excel 里改。填数据的地方写占位符，如 {{单位}}；写着 {{任务.内容}} 的那一行会按任务重复。
    """


@templates.command(
    "copy",
    cls=ZhCommand,
    examples=(("taizhang templates copy 我的模板", "复制到“我的模板”文件夹"),),
)
@click.argument("target", metavar="文件夹", type=click.Path())
def copy(target: str) -> None:
    """把自带的模板复制到一个文件夹，供修改

    已有的同名文件一个也不覆盖。
    """
    from toolkit.sheets.template_copy import copy_templates

    made, kept = copy_templates(Path(target))
    for path in made:
        say(f"已复制：{path}")
    for path in kept:
        say(f"已经有了，没有覆盖：{path}")


@templates.command(
    "check",
    cls=ZhCommand,
    examples=(("taizhang templates check 我的任务单.xlsx", "看改过的模板能不能用"),),
)
@click.argument("file", metavar="模板.xlsx", type=click.Path())
def check(file: str) -> None:
    """检查改过的模板能不能用

    逐格找写错的占位符、缺少的样例行，提醒打印时会出的毛病，最后试填一遍。
    """
    from toolkit.sheets.template_check import check_template

    path = Path(file)
    kind, remarks = check_template(path)
    what = f"{path.name}：{kind.name.partition('（')[0]}模板" if kind else path.name
    wrong = sum(remark.wrong for remark in remarks)
    for remark in remarks:
        sign = "错误" if remark.wrong else "提醒"
        say(f"{sign}　{remark.place}{'：' if remark.place else ''}{remark.text}")
    if not wrong:
        say(f"{what}，可以使用。" + (f"（提醒 {len(remarks)} 条）" if remarks else ""))
        return
    if kind:
        say(f"可用的占位符：taizhang templates list {kind.file}")
    say(f"{what}，有 {wrong} 处要改。")
    raise click.exceptions.Exit(1)


@templates.command(
    "list",
    cls=ZhCommand,
    examples=(
        ("taizhang templates list", "有哪些模板"),
        ("taizhang templates list task_sheet.xlsx", "任务单模板里可以用哪些占位符"),
    ),
)
@click.argument("name", metavar="[模板]", required=False)
def list_(name: str | None) -> None:
    """列出自带的模板，或一个模板可用的占位符"""
    from toolkit.errors import UsageProblem
    from toolkit.sheets.template_check import kinds

    if name is None:
        rows = ((kind.file, kind.name, kind.command) for kind in kinds())
        table(("文件", "模板", "用它的命令"), rows)
        return
    wanted = Path(name).name.removesuffix(".xlsx")
    for kind in kinds():
        if wanted in (kind.file.removesuffix(".xlsx"), kind.name):
            for sheet, known in kind.known.items():
                listed = ((f"{{{{{key}}}}}", meaning) for key, meaning in known.items())
                table(
                    ("占位符", "意思"), listed, title=f"工作表“{sheet}”" if sheet else "各个工作表"
                )
            return
    files = "、".join(kind.file for kind in kinds())
    raise UsageProblem(f"没有模板“{name}”，现有：{files}")
