"""What the deadline grammar remarked: problems that are words only."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineUnknown(DeadlineNote):
    """The grammar could not read the deadline and gave no date."""

    code = "D02"
    title = "完成时限看不懂"
    severity = "warning"
    description = "程序认不出这个时限的意思，没有给出日期。宁可不给，也不猜错。"
    example = "“按序时进度推进”“视情况而定”。能确定日期的，请写成“2026年10月31日前”。"
    message = "看不懂完成时限“{value}”，没有换算日期：{note}"
    fix = "改写成明确的日期或周期，例如“2026年10月31日前”“每季度末月20日前”"


class DeadlineAmbiguous(DeadlineNote):
    """The deadline was read by a rule, but another person may read it differently."""

    code = "D03"
    title = "完成时限有两种理解"
    severity = "warning"
    description = (
        "例如“8月前”，按字面是7月31日为最后一天，也有人当作8月底前。程序按字面换算，请确认。"
    )
    example = "“8月前完成”换算为7月31日。如本意是8月底，请写成“8月底前”。"
    message = "时限“{value}”请确认：{note}"
    fix = "问清后改写成明确的日期，例如把“8月前”写成“7月底前”或“8月底前”"
    also_in_contents = True


class DeadlineProvisional(DeadlineNote):
    """The workday calendar of the year is not published yet, so the date may still move."""

    code = "D06"
    title = "工作日历未公布"
    severity = "info"
    description = (
        "按工作日计算的时限落在尚未公布放假安排的年份，只按周末推算，放假安排公布后可能变化。"
    )
    example = "“收到后5个工作日内”落在明年1月，而明年的放假安排还没有公布。"
    message = "“{value}”的日期是暂定的：{note}"
    fix = "放假安排公布后更新程序或在设置中补上节假日，再重新换算"


class DeadlineImpossible(DeadlineNote):
    """The month or the day does not exist."""

    code = "D07"
    title = "日期不存在"
    severity = "error"
    description = "写出的日期在日历上没有，程序没有改成相近的日期。"
    example = "“2月30日前”“13月底前”“6月31日前”。"
    message = "“{value}”没有换算：{note}"
    fix = "对照来文改正日期"
    also_in_contents = True


class DeadlineYearUnknown(DeadlineNote):
    """Neither the phrase nor the notice states the year."""

    code = "D08"
    title = "时限没有年份"
    severity = "warning"
    description = "时限只写了月日，来文也没有年份，程序没有换算成日期。"
    example = "“10月16日前”，而标题、文号、成文日期里都没有年份。"
    message = "“{value}”没有年份，无法换算：{note}"
    fix = "读取来文时指明年份，或在台账“设置”里填写年度"


class DeadlineSeveral(DeadlineNote):
    """The deadline joins a date, a cycle or more; one row can carry only one of them."""

    code = "D09"
    title = "一格里写了不止一项时限"
    severity = "info"
    description = (
        "一格里既有日期又有周期，或者有两个以上的周期、期限。台账一行只能按一项提醒，"
        "程序按“日期、周期、期限、长期、及时”的次序取一项，其余保留在原文里。"
    )
    example = "“12月底前，并长期坚持”按12月31日提醒；“每周自查、每月抽查”按每周提醒。"
    message = "完成时限“{value}”：{note}"
    fix = "核对记下的时限；需要分别提醒的，拆成两项任务"
