"""Steps of a command that were not done, since the ledger is not as they expect."""

from __future__ import annotations

from toolkit.checks.base import Problem


class RowUnknown(Problem):
    """The row that a change names is not there, or there is more than one of that name."""

    code = "C21"
    title = "找不到要改的行"
    severity = "warning"
    description = (
        "修改按编号（分办按编号和单位）找行，不看行号。这个编号现在一行也没有，或者不止一行，"
        "程序不知道该改哪一行，没有写入。"
    )
    example = "程序要改编号 012 的“截止日期”，但这一行已被删除，或者有两行的编号都是 012。"
    message = "“{value}”{seen}，没有写入"
    fix = "核对编号后重新运行；编号重复的，先改成不同的编号"


class RowChanged(Problem):
    """A row that was to be taken away holds something else, or something more."""

    code = "C22"
    title = "要删的行已被改动"
    severity = "warning"
    description = (
        "程序算好删去一行之后，这一行被人改过，或者在本单位自设的列里另有内容。"
        "为了不丢失人填的内容，没有删除。"
    )
    example = "任务不再涉及某单位，程序要删去“分办”中的这一行，但这一行的“备注”里有人写了字。"
    message = "“{value}”这一行的“{column}”现在是“{seen}”，没有删除"
    fix = "核对后手工删除，或重新运行一次"


class RowExists(Problem):
    """A row that was to be added is there already."""

    code = "C23"
    title = "要加的行已经有了"
    severity = "warning"
    description = "程序要增加一行，但这个编号（分办为编号和单位）已经有一行，没有重复增加。"
    example = "撤销删除时，编号 012 的行已经由人重新填过。"
    message = "“{value}”已经有一行，没有再加"
    fix = "核对现有的一行，需要时手工补充"


class SheetMissing(Problem):
    """The sheet of a change is not in the workbook."""

    code = "C24"
    title = "缺少工作表"
    severity = "warning"
    description = "要写入的工作表在工作簿里找不到，可能被删除或改名。"
    example = "“分办”工作表被改名为“任务分解”，程序不能更新它。"
    message = "没有工作表“{value}”，与它有关的 {count} 处修改没有写入"
    fix = "恢复这个工作表或改回原名后重新运行"


class CellMerged(Problem):
    """The cell of a change is merged with cells of other rows."""

    code = "C25"
    title = "单元格与其他行合并"
    severity = "warning"
    description = "要改的单元格与别的行合并成了一格，改了它就等于改了几行，没有写入。"
    example = "三项任务的“截止日期”合并成一格，程序只要改其中一项。"
    message = "这一格在合并区 {value} 里，没有改为“{after}”"
    fix = "取消合并、把内容填到每一行后重新运行"
