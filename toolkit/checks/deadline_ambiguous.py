"""D03: a deadline can be read in two ways."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


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
