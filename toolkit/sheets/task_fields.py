"""What a task sheet can show: every placeholder with its meaning, and the values behind them.

The tables below are what ``taizhang templates list`` prints and what a template is checked against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.sheets.cells import Formula, Link, Value
from toolkit.sheets.names import quoted
from toolkit.sheets.selection import Choice, Item, UnitTasks

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.model import Deadline, Task

TODAY: Final = "基准日"
NEAR: Final = "临期天数"

HEAD_FIELDS: Final[Mapping[str, str]] = {
    "单位": "这张表的单位（只用在任务单上）",
    "页码": "页码，只用在页眉页脚里",
    "清单.名称": "来文标题，去掉“责任分工表”一类的尾巴",
    "清单.制表日期": "制表的日期",
    "清单.单位数": "一共几个单位",
    "清单.文号": "带括号的文号；没有文号时什么也不写",
    "清单.件数": "共几项任务，牵头、责任各几项（只用在任务单上）",
    "清单.范围": "只选了部分任务时，说明选了哪些",
    "清单.临期天数": "离截止日期几天以内算临期",
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

# 2026年政务公开重点工作责任分工表（县财政局）任务清单 says the same thing twice.
_OLD_ENDINGS = re.compile(r"(责任分工表?|任务分解表?|分工方案|(工作|任务)?台账|任务清单|分工表)$")
_DEMANDS = re.compile("要求|标准|目标|成效|成果|指标|形式")


class Day:
    """The day for which sheets are made, and whether it stays that day when they are opened."""

    def __init__(self, day: date, near: int, *, pinned: bool) -> None:
        self.day = day
        self.near = near
        self.pinned = pinned

    def names(self) -> dict[str, str]:
        """The workbook's own names on which lights and colours count."""
        day = self.day
        today = f"DATE({day.year},{day.month},{day.day})" if self.pinned else "TODAY()"
        return {TODAY: today, NEAR: str(self.near)}

    def light(self, item: Item) -> Value:
        """The light in words, counted anew whenever the sheet is opened."""
        from toolkit.ledger.columns import DONE

        kind = item.task.deadline.kind
        if item.entry.status.strip() in DONE:
            return "已完成"
        due = item.due
        if due is None:
            return {"ongoing": "长期", "prompt": "即时", "recurring": "周期", "relative": "等待"}.get(
                kind, "待定"
            )
        last = f"DATE({due.year},{due.month},{due.day})"
        left = f'IF({last}={TODAY},"临期\n今天",IF({last}-{TODAY}<={NEAR},"临期\n","")' \
               f'&"剩"&({last}-{TODAY})&"天")'
        # Whether the last round of a recurring task was done is not known, so it is never late.
        late = '"周期"' if kind == "recurring" else f'"逾期\n"&({TODAY}-{last})&"天"'
        return Formula(f"IF({TODAY}>{last},{late},{left})", self._light_now(item, due))

    def _light_now(self, item: Item, due: date) -> str:
        days = (due - self.day).days
        if days < 0:
            return f"逾期\n{-days}天"
        if days == 0:
            return "临期\n今天"
        return f"临期\n剩{days}天" if days <= self.near else f"剩{days}天"

    def days_left(self, item: Item) -> Value:
        """Days until the due day, negative once it has passed; nothing for what has none."""
        from toolkit.ledger.columns import DONE

        due = item.due
        if due is None or item.entry.status.strip() in DONE:
            return None
        return Formula(f"DATE({due.year},{due.month},{due.day})-{TODAY}", (due - self.day).days)

    def count(self, unit: UnitTasks, word: str) -> int:
        """How many of a unit's tasks are 逾期 or 临期 on this day."""
        lights = (self.light(item) for item in unit.items)
        return sum(isinstance(x, Formula) and str(x.result).startswith(word) for x in lights)


def head_values(ledger: Ledger, day: Day, choice: Choice, count: int) -> dict[str, Value]:
    """The single values of index and sheets, without what belongs to one unit."""
    notice = ledger.notice
    title = notice.title or "重点工作"
    pinned = f"{day.day.year}年{day.day.month}月{day.day.day}日"
    return {
        "页码": "第 &P 页",
        "清单.名称": _OLD_ENDINGS.sub("", title) or title,
        "清单.制表日期": day.day,
        "清单.单位数": count,
        "清单.文号": f"（{notice.number}）" if notice.number else "",
        "清单.范围": choice.words(),
        "清单.临期天数": day.near,
        "清单.基准日": pinned if day.pinned else "当天",
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


def index_row(index: int, unit: UnitTasks, target: str, day: Day) -> tuple[Value, ...]:
    """The values of one unit in the index, in the order of :data:`INDEX_FIELDS`."""
    from toolkit.ledger.columns import DONE

    dates = [i.due for i in unit.items if i.due and i.entry.status.strip() not in DONE]
    return (
        index, Link(unit.unit, f"{quoted(target)}!A1"), unit.count("lead"), unit.count("other"),
        len(unit.items), day.count(unit, "逾期"), day.count(unit, "临期"),
        min(dates, default=None), "",
    )  # fmt: skip


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
    from toolkit.ledger.codec import UNIT_WORDS

    if deadline.kind != "relative":
        return {"ongoing": "长期", "prompt": "即时", "recurring": "周期"}.get(deadline.kind, "")
    count = f"{deadline.amount}" if deadline.amount is not None else ""
    unit = UNIT_WORDS.get(deadline.unit, deadline.unit) if count else ""
    return f"等待：{deadline.anchor}后{count}{unit}"


def _partners(item: Item) -> str:
    """Through which group the task comes, who leads and who else takes part."""
    task = item.task
    lines = [f"经“{item.via}”"] if item.via else []
    for word, names in (("牵头", task.lead), ("责任", task.others)):
        rest = [name for name in names if name not in (item.unit, item.via)]
        if rest:
            lines.append(f"{word}：{'、'.join(rest)}")
    return "\n".join(lines)
