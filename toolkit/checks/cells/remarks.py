"""What the reader of a ledger says of typed cells and rows: problems that are words only.

:mod:`toolkit.ledger.rows` makes these findings while it reads; what a cell may say is decided in
:mod:`toolkit.ledger.said`.  There are two of a kind where a cell can be understood and still not
be written as the workbook's own formulas need it, and where it cannot be understood at all.
"""

from __future__ import annotations

from toolkit.checks.base import Problem


class StatusOtherwise(Problem):
    """A status in other words than the drop-down's, which was understood."""

    code = "C05"
    title = "状态不是标准用语"
    severity = "info"
    once = True
    description = (
        "状态一格没有用下拉列表里的四个词（未开始、进行中、已完成、已销号），程序按意思理解了。"
        "Excel 里的提醒和统计只认标准用语和少数常用写法，请改成标准用语。"
    )
    example = "“已办结”按“已完成”理解；“推进中”按“进行中”理解。"
    message = "状态“{value}”{note}"
    fix = "改为“{status}”"


class StatusUnknown(Problem):
    """A status that says nothing certain; the task counts as not done."""

    code = "C06"
    title = "状态看不懂"
    severity = "warning"
    once = True
    description = "状态一格的文字看不出是哪一种状态，或者自相矛盾。看懂之前按未完成计。"
    example = "“未完成”没说是否已经开始；“已完成？”带问号；“取消”不是状态。"
    message = "状态{why}，按未完成计"
    fix = "从下拉列表里选：未开始、进行中、已完成、已销号"


class PercentOtherwise(Problem):
    """A progress that is no number, and was understood."""

    code = "C07"
    title = "完成进度不是数字"
    severity = "info"
    once = True
    description = (
        "完成进度写成了文字，程序按意思理解了，但 Excel 里的落后点数算不出来。请改成百分数。"
    )
    example = "“八成”按80%理解；文字“80％”按80%理解。"
    message = "完成进度“{value}”{note}"
    fix = "改为 {percent}"


class PercentUnknown(Problem):
    """A progress that cannot be one, or that says nothing certain."""

    code = "C08"
    title = "完成进度看不懂"
    severity = "warning"
    once = True
    description = "完成进度不在0%到100%之间，或者文字里看不出百分之几。程序当作没有填写。"
    example = "80（显示为8000%）、-20%、180%、“过半”“还差20%”。"
    message = "完成进度{why}，没有采用"
    fix = "填写0%到100%的百分数，例如 80%"


class DateOtherwise(Problem):
    """A date cell that is no real date, or shows less than it holds, and was understood."""

    code = "C09"
    title = "日期写法要规范"
    severity = "warning"
    once = True
    description = (
        "日期一格写成了文字或数字，或者只显示年月，程序按意思理解了；"
        "Excel 里的提醒、剩余天数只认真正的日期。"
    )
    example = (
        "20261016、文字“2026年10月16日前”按2026-10-16理解；显示为“2026年12月”的按12月31日理解。"
    )
    message = "“{column}”里的“{value}”{note}"
    fix = "改为日期 {day}"


class DateUnknown(Problem):
    """A date cell that says no day."""

    code = "C10"
    title = "日期看不懂"
    severity = "error"
    once = True
    description = "日期一格里的内容不是日期，或者看不准是哪一天，这项任务不会按它提醒。"
    example = "“待定”、“2026-02-30”、“2026.1”（1月还是10月）、“原10月16日，现11月30日”。"
    message = "“{column}”看不懂：{why}"
    fix = "填写日期，例如 2026-10-16；没有日期的清空这一格"


class IdOtherwise(Problem):
    """An id that differs from what was meant by width, blanks or dashes."""

    code = "C11"
    title = "编号写法不规整"
    severity = "info"
    once = True
    description = "编号里有空格、全角字符或别的横线，程序按规整后的编号对应。"
    example = "“２０２６－００１”按“2026-001”理解。"
    message = "编号“{value}”{note}"
    fix = "改为“{id}”"


class IdUnknown(Problem):
    """An id cell that holds a date, an error or the like."""

    code = "C12"
    title = "编号变了样"
    severity = "error"
    description = "编号一格变成了日期、时间或公式错误，报送表收回后对不上这一行。"
    example = "编号“6-15”输入后变成日期2026年6月15日。"
    message = "编号对不上：{why}"
    fix = "先把这一格设为“文本”格式，再填回原来的编号"


class RowLeftOut(Problem):
    """A row below the heads that is no task: a total, a repeated head, a line of words."""

    code = "C13"
    title = "有一行不是任务"
    severity = "info"
    description = "合计行、重复的表头、填表说明一类的行没有读作任务。任务行被误判的请补全内容。"
    example = "表末的“合计”“填表人：张三”；中间的“一、经济工作”整行合并。"
    message = "这一行是{kind}，没有读作任务：“{value}”"
    fix = "确认一下；合计可以放到“统计”工作表，说明可以放到标题下面"


class RowsBlank(Problem):
    """Blank rows between tasks; filters and sorting stop at them."""

    code = "C14"
    title = "任务之间有空行"
    severity = "info"
    description = "任务行之间夹着空行。筛选、排序、选定整表都会在空行处断开，下面的任务容易漏掉。"
    example = "第7行是空行，第8行起还有任务。"
    message = "第{value}行是空行，下面还有任务"
    fix = "删去空行"


class RowsHidden(Problem):
    """Rows that are hidden or filtered away; they were read like any other."""

    code = "C15"
    title = "有隐藏的任务行"
    severity = "info"
    description = "有任务行被隐藏，或者被筛选掉了，屏幕上看不见。程序照常读取、统计。"
    example = "筛选“状态＝进行中”以后保存，其余各行仍然算数。"
    message = "第{value}行是隐藏行或被筛选掉了，已照常读取"
    fix = "不用处理；要作废的任务请删去，不要隐藏"


class NoResult(Problem):
    """A formula whose result is not stored in the file, or an error value."""

    code = "C16"
    title = "公式没有结果"
    severity = "error"
    description = (
        "这一格是公式，文件里没有存它的结果（用别的程序改过、没有重新计算），或者结果是错误值。"
        "程序读不到这一格的内容，不会用空白去改别的格子。"
    )
    example = "截止日期写作公式 =DATE(2026,10,16)，文件由程序生成，从未在 Excel 里打开过。"
    message = "“{column}”没有内容可读：{why}{instead}"
    fix = "用 Excel 或 WPS 打开后保存一次，或者直接填写内容"


class CellStruck(Problem):
    """Text that is struck through: perhaps void, and still read."""

    code = "C17"
    title = "有划掉的文字"
    severity = "warning"
    description = "格子里的文字加了删除线，可能已经作废。程序不替人决定，仍照原文读取，请确认。"
    example = "完成时限“6月底前”划了删除线，后面写“9月底前”。"
    message = "{what}划了删除线：“{value}”，仍照原文读取"
    fix = "作废的请删去；仍有效的请去掉删除线"


class RowsOutside(Problem):
    """Tasks that stand below the table of the sheet, so that its formulas do not reach them."""

    code = "C18"
    title = "有任务在表格之外"
    severity = "warning"
    description = (
        "任务写在“台账”表格的范围以下，程序照常读取，但提醒、剩余天数等公式和统计够不着它们。"
    )
    example = "表格到第20行为止，第21行手工补了一项，没有提醒和颜色。"
    message = "第{value}行在表格（到第{bottom}行为止）之外"
    fix = "运行“规范时限”把表格扩到这些行；或者拖动表格右下角的小三角"


class HelperBroken(Problem):
    """A computed cell that somebody typed into, so that it no longer says anything certain."""

    code = "C19"
    title = "换算列被改乱"
    severity = "warning"
    description = "时限类型、周期规则、周期日等由程序换算的列被人改过，内容读不懂，程序没有采用。"
    example = "周期规则里写了 FREQ=MONTHLY;INTERVAL=0；周期日里写了“月底”。"
    message = "“{column}”里的“{value}”{why}"
    fix = "运行“规范时限”重新换算，或者按列名上的提示填写"
