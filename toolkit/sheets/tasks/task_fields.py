"""What a task sheet can show: every placeholder with its meaning, and the values behind them.

The tables below are what ``taizhang templates list`` prints and what a template is checked against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from toolkit.lights import light as lights
from toolkit.sheets.bulletin.words import subject
from toolkit.sheets.tasks.selection import Choice, Item, UnitTasks
from toolkit.sheets.tasks.sheet_lights import Day, words
from toolkit.workbook.cells import Formula, Link, Value
from toolkit.workbook.sheet_names import quoted

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.model import Deadline, Task

HEAD_FIELDS: Final[Mapping[str, str]] = {
    "单位": "这张表的单位（只用在任务单上）",
    "页码": "页码，只用在页眉页脚里",
    "清单.名称": "来文说的是哪项工作：标题去掉“关于印发……的通知”“责任分工表”等字样",
    "清单.制表日期": "制表的日期",
    "清单.单位数": "一共几个单位",
    "清单.文号": "带括号的文号；没有文号时什么也不写",
    "清单.件数": "共几项任务，牵头、责任各几项（只用在任务单上）",
    "清单.范围": "只选了部分任务时，说明选了哪些",
    "清单.临期天数": "离截止日期几天以内算临期",
    "清单.周期临期天数": "周期任务离下一次几天以内算临期",
    "清单.基准日": "提醒和颜色按哪一天计算：当天，或指定的日期",
    "来文.标题": "来文的标题",
    "来文.文号": "来文的文号",
    "来文.印发单位": "来文的印发单位",
    "来文.印发日期": "来文的印发日期",
    "来文.年度": "来文的年度",
}
TASK_FIELDS: Final[Mapping[str, str]] = {
    "序号": "在这张表里的顺序号",
    "编号": "台账里的编号",
    "原序号": "来文里的序号",
    "职责": "牵头或责任",
    "一级任务": "来文的一级标题",
    "二级任务": "来文的二级标题",
    "工作任务": "一级、二级标题合在一格",
    "内容": "任务内容",
    "任务内容": "同“内容”",
    "要求": "来文中写明要求、目标、成果等的列，以及内容里提到的时限",
    "内容和要求": "任务内容，下面另起一行写要求",
    "全文": "标题、内容和要求合在一格",
    "完成时限": "来文的原话",
    "时限": "同“完成时限”",
    "规范时限": "换算好的时限；等事件的写明等什么",
    "时限类型": "日期、区间、周期、长期、即时、相对、无",
    "起始日期": "从哪一天开始",
    "截止日期": "截止的日期；周期任务为下一次；没有日期的写长期、等待……",
    "提醒": "逾期、临期、还剩几天，打开时按基准日计算",
    "剩余天数": "离截止日期还有几天的数字",
    "牵头单位": "全部牵头单位",
    "责任单位": "全部责任单位",
    "协同单位": "除本单位外，谁牵头、还有谁参加",
    "经由": "任务经哪个统称（如各乡镇人民政府）落到本单位",
    "状态": "台账里的状态",
    "完成进度": "台账里的完成进度",
    "已报进展": "台账里已经填写的进展情况",
    "进展情况": "留空，供单位填写",
    "备注": "台账里的备注",
}
INDEX_FIELDS: Final[Mapping[str, str]] = {
    "序号": "顺序号",
    "单位": "单位名称，点一下跳到它的表",
    "牵头": "牵头任务几项",
    "责任": "责任任务几项",
    "合计": "共几项",
    "逾期": "制表时逾期几项",
    "临期": "制表时临期几项",
    "最近截止日期": "未完成任务里最早的截止日期",
    "签收": "留空，供签收",
}

_ONE_LINE: Final = 18
_LONGEST_TEXT: Final = 240  # a text inside a formula has 255 characters at most
_DEMANDS = re.compile("要求|标准|目标|成效|成果|指标|形式")


def head_values(ledger: Ledger, day: Day, choice: Choice, count: int) -> dict[str, Value]:
    """The single values of index and sheets, without what belongs to one unit."""
    notice = ledger.notice
    title = notice.title or "重点工作"
    return {
        "页码": "第 &P 页",
        "清单.名称": subject(title),
        "清单.制表日期": day.day,
        "清单.单位数": count,
        "清单.文号": f"（{notice.number}）" if notice.number else "",
        "清单.范围": choice.words(),
        "清单.临期天数": day.thresholds.near_days,
        "清单.周期临期天数": day.thresholds.cycle_days,
        "清单.基准日": words(day.day) if day.pinned else "当天",
        "来文.标题": title,
        "来文.文号": notice.number,
        "来文.印发单位": notice.issuer,
        "来文.印发日期": notice.issued,
        "来文.年度": notice.year,
    }


def unit_values(unit: UnitTasks) -> dict[str, Value]:
    """The single values of one unit's sheet."""
    lead, other = unit.count("lead"), unit.count("other")
    parts = [f"牵头 {lead} 项"] if lead else []
    parts += [f"责任 {other} 项"] if other else []
    return {"单位": unit.unit, "清单.件数": f"共 {lead + other} 项任务：{'，'.join(parts)}"}


def task_row(index: int, item: Item, day: Day) -> tuple[Value, ...]:
    """The values of one task, in the order of :data:`TASK_FIELDS`."""
    from toolkit.ledger.columns import KIND_WORDS, ROLE_WORDS

    entry, task = item.entry, item.task
    deadline = task.deadline
    headings = tuple(dict.fromkeys(text for text in (task.l1, task.l2) if text))
    demands = _demands(task)
    content = f"{task.content}\n{demands}" if demands else task.content
    whole = f"【{' · '.join(headings)}】{content}" if headings else content
    lead, others = "、".join(task.lead), "、".join(task.others)
    return (
        index, task.id, task.no, ROLE_WORDS[item.role], task.l1, task.l2, "\n".join(headings),
        task.content, task.content, demands, content, whole,
        deadline.raw, deadline.raw, _normalised(item), KIND_WORDS[deadline.kind], deadline.start,
        item.due or _instead(deadline), day.light(item), day.days_left(item),
        lead, others, _partners(item), f"经“{item.via}”" if item.via else "",
        entry.status, entry.percent, entry.progress, "", entry.remark,
    )  # fmt: skip


def index_row(index: int, unit: UnitTasks, target: str) -> tuple[Value, ...]:
    """The values of one unit in the index, in the order of :data:`INDEX_FIELDS`."""
    dates = [item.due for item in unit.items if item.due and item.light != "已完成"]
    count = [item.light for item in unit.items].count
    return (
        index, _link(unit.unit, f"{quoted(target)}!A1"), unit.count("lead"), unit.count("other"),
        len(unit.items), count("逾期"), count("临期"), min(dates, default=None), "",
    )  # fmt: skip


def _link(name: str, place: str) -> Value:
    """A name that leads to its sheet.

    LibreOffice prints a linked text on one line and cuts it off, so a long name is a formula.
    """
    if len(name) <= _ONE_LINE or len(place) + len(name) > _LONGEST_TEXT:
        return Link(name, place)
    words = (text.replace('"', '""') for text in (f"#{place}", name))
    return Formula("HYPERLINK({})".format(",".join(f'"{text}"' for text in words)), name)


def _demands(task: Task) -> str:
    """Columns of the notice that say what is asked for, and time limits inside the content."""
    lines = [f"{head}：{text}" for head, text in task.extra if text and _DEMANDS.search(head)]
    dated = [
        f"{limit.deadline.raw}（{limit.deadline.due.isoformat()}）"
        for limit in task.limits
        if limit.deadline.due
    ]
    if dated:
        lines.append(f"内容中的时限：{'、'.join(dated)}")
    return "\n".join(lines)


def _normalised(item: Item) -> str:
    deadline = item.task.deadline
    if deadline.kind == "recurring":
        return f"周期，下次 {item.due.isoformat()}" if item.due else "周期"
    if len(deadline.milestones) > 1:
        return "、".join(day.isoformat() for day in deadline.milestones)
    if deadline.start and deadline.due:
        return f"{deadline.start.isoformat()} 至 {deadline.due.isoformat()}"
    return deadline.due.isoformat() if deadline.due else _instead(deadline)


def _instead(deadline: Deadline) -> str:
    """What stands in the place of a date: 长期, 即时, or what a relative one waits for.

    >>> from toolkit.deadlines import normalise
    >>> _instead(normalise("省出台文件后2个月完成", year=2026))
    '等待：省出台文件后2个月'
    """
    if deadline.kind == "relative":
        return f"等待：{lights.waits_for(deadline)}"
    return {"ongoing": "长期", "prompt": "即时", "recurring": "周期"}.get(deadline.kind, "")


def _partners(item: Item) -> str:
    """Through which group the task comes, who leads and who else takes part."""
    task = item.task
    lines = [f"经“{item.via}”"] if item.via else []
    for word, names in (("牵头", task.lead), ("责任", task.others)):
        rest = [name for name in names if name not in (item.unit, item.via)]
        if rest:
            lines.append(f"{word}：{'、'.join(rest)}")
    return "\n".join(lines)
