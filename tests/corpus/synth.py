"""Write the long documents ``big_*``: one made-up ledger a file, each in another layout.

The answers are right by construction: pools of contents, units and deadlines with known meaning
are put together by a fixed random seed and then rendered with the dirt of real files (heads
repeated at page breaks, headings repeated there, empty continued cells, trailing blanks).
Run ``python tests/corpus/synth.py`` to write them anew beside this script.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

VERBS = ("完善", "健全", "推进", "规范", "优化", "加强", "细化", "落实")
OBJECTS = (
    "政策文件公开属性源头认定机制",
    "惠企政策“一站式”服务平台建设",
    "乡镇（街道）政务公开专区建设",
    "行政许可事项清单管理",
    "重大建设项目信息公开",
    "村（居）务公开目录编制",
    "依申请公开办理规程",
    "政府网站栏目内容保障机制",
    "政务新媒体监管台账",
    "公共企事业单位信息公开",
    "12345热线知识库更新",
    "财政预决算公开工作",
    "义务教育招生信息公开",
    "食品药品监管信息公开",
    "生态环境监测信息公开",
    "安全生产执法信息公开",
    "就业创业扶持政策解读",
    "农村集体资产交易平台",
    "社会救助信息公开",
    "公共资源交易全过程公开",
)
TAILS = (
    "，做到应公开尽公开。",
    "，不断提升群众满意度。",
    "，覆盖率达到95%以上。",
    "，形成“一图一表一清单”。",
    "。对照《江南省基层政务公开标准指引（2020年本）》逐项核对，查漏补缺。",
    "。建立问题清单、责任清单，实行销号管理；对整改不力的予以通报。",
    "，公开征求意见的期限不少于30日。",
    "，配备1—2名专职工作人员。",
    "（涉密信息除外），并做好风险评估、舆情引导。",
)
BODIES = (
    "县政府办",
    "县发改局",
    "县财政局",
    "县司法局",
    "县教育局",
    "县民政局",
    "县人社局",
    "县住建局",
    "县水利局",
    "县农业农村局",
    "县卫健局",
    "县审计局",
    "县市场监管局",
    "县应急管理局",
    "县数据局",
    "县行政审批局",
    "县生态环境分局",
    "县文旅局（县图书馆）",
    "县委网信办",
    "县融媒体中心",
    "国网云溪供电公司",
    "云溪经开区管委会",
)
RESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ()),
    ("，各乡镇人民政府、街道办事处", ("各乡镇人民政府", "街道办事处")),
    ("等部门", ()),
    ("等县级有关部门（单位）", ("县级有关部门（单位）",)),
    ("，县级有关部门（单位）", ("县级有关部门（单位）",)),
    ("，各镇街", ("各镇街",)),
    ("等", ()),
)
# words, kind, start, due, rule; the year is put in for {y}
DEADLINES: tuple[tuple[str, str, str | None, str | None, str], ...] = (
    ("10月16日前", "date", None, "{y}-10-16", ""),
    ("{y}年12月底前", "date", None, "{y}-12-31", ""),
    ("年底前", "date", None, "{y}-12-31", ""),
    ("6月30日", "date", None, "{y}-06-30", ""),
    ("9月中旬前", "date", None, "{y}-09-20", ""),
    ("11月底", "date", None, "{y}-11-30", ""),
    ("{y}年8月20日前", "date", None, "{y}-08-20", ""),
    ("长期坚持", "ongoing", None, None, ""),
    ("持续推进", "ongoing", None, None, ""),
    ("及时公开", "prompt", None, None, ""),
    ("每月坚持", "recurring", None, None, "FREQ=MONTHLY"),
    ("每季度末月20日前", "recurring", None, None, "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ("每年1月31日前", "recurring", None, None, "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
    ("第四季度", "range", "{y}-10-01", "{y}-12-31", ""),
    ("4月1日—5月31日", "range", "{y}-04-01", "{y}-05-31", ""),
    ("6月底前、11月底前", "date", None, "{y}-11-30", ""),
)
CHAPTERS = ("深化政策公开", "聚焦民生关切", "规范权力运行", "夯实平台支撑", "强化监督保障")
SECTIONS = (
    "提高信息质量",
    "拓宽公开渠道",
    "健全工作机制",
    "补齐短板弱项",
    "加强业务培训",
    "抓好示范创建",
)
HAN = "一二三四五六七八九十"


@dataclass
class Item:
    """One task with its responsibility cells as typed."""

    no: str
    l1: str
    l2: str
    content: str
    lead: list[str]
    others: list[str]
    others_text: str
    deadline: str
    kind: str
    start: str | None
    due: str | None
    rule: str
    chapter: int = 0
    section: int = 0
    limits: list[dict[str, Any]] = field(default_factory=list)


def ledger(seed: int, year: int, count: int) -> list[Item]:
    """A made-up ledger of that many tasks in chapters and sections."""
    rng = random.Random(seed)
    seen: set[str] = set()
    items: list[Item] = []
    chapter = section = -1
    left = 0
    while len(items) < count:
        if left == 0:
            section += 1
            left = rng.randint(1, 4)
            if section % 2 == 0 and chapter < len(CHAPTERS) - 1:
                chapter += 1
        content = rng.choice(VERBS) + rng.choice(OBJECTS) + rng.choice(TAILS)
        if content in seen:
            continue
        seen.add(content)
        left -= 1
        bodies = rng.sample(BODIES, rng.randint(2, 6))
        lead = bodies[: rng.choice((1, 1, 1, 2))]
        rest = [b for b in bodies if b not in lead]
        tail, more = rng.choice(RESTS)
        words, kind, start, due, rule = rng.choice(DEADLINES)
        put = f"{year}"
        section_name = SECTIONS[section % len(SECTIONS)] + ("" if section < 6 else "工作")
        items.append(
            Item(
                str(len(items) + 1),
                CHAPTERS[chapter],
                section_name,
                content,
                lead,
                [*rest, *more],
                "、".join(rest) + (tail if rest else tail.lstrip("，等")),
                words.replace("{y}", put),
                kind,
                start and start.replace("{y}", put),
                due and due.replace("{y}", put),
                rule,
                chapter + 1,
                section + 1,
            )
        )
        if not rest and tail.startswith("等"):
            items[-1].others_text, items[-1].others = "", []
    return items


def answer(items: list[Item], title: str, year: int, **drop: bool) -> dict[str, Any]:
    """The machine contract's form; ``no=False`` and so on leaves a field empty."""

    def keep(name: str, value: Any, empty: Any) -> Any:
        return value if drop.get(name, True) else empty

    return {
        "title": title,
        "number": "",
        "issuer": "",
        "issued": None,
        "year": year,
        "tasks": [
            {
                "no": keep("no", i.no, ""),
                "l1": keep("l1", i.l1, ""),
                "l2": keep("l2", i.l2, ""),
                "content": i.content,
                "lead": i.lead,
                "others": i.others,
                "deadline": keep("deadline", i.deadline, ""),
                "kind": keep("deadline", i.kind, "none"),
                "start": keep("deadline", i.start, None),
                "due": keep("deadline", i.due, None),
                "recurrence": keep("deadline", i.rule, ""),
                "limits": i.limits,
            }
            for i in items
        ],
        "duties": [],
    }


def changed(items: list[Item], index: int, name: str) -> bool:
    """Whether a heading begins at this task."""
    return index == 0 or getattr(items[index], name) != getattr(items[index - 1], name)


def word_cells(items: list[Item], title: str) -> str:
    """Every cell on a line of its own after a tab; headings repeated every twelve rows."""
    rows = [["序号", "重点任务", "工作事项", "具体内容", "牵头单位", "责任单位", "完成时限"]]
    for k, item in enumerate(items):
        page = k % 12 == 0
        rows.append(
            [
                item.no,
                item.l1 if page or changed(items, k, "chapter") else "",
                item.l2 if page or changed(items, k, "section") else "",
                item.content,
                "、".join(item.lead),
                item.others_text + (" " if k % 5 == 0 else ""),
                item.deadline,
            ]
        )
    return (
        f"⇥{title}\n\n".replace("⇥", "\t")
        + "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows)
        + "\n"
    )


def pdf_tabs(items: list[Item], title: str) -> str:
    """Tab-separated rows; the head comes back every nine rows, with a stray last tab."""
    head = "序号\t重点任务\t工作事项\t具体内容\t牵头单位\t责任单位\t完成时限"
    lines = [title, ""]
    for k, item in enumerate(items):
        page = k % 9 == 0
        if page:
            lines += ([""] if k else []) + [head + ("\t" if k % 2 else "")]
        lines.append(
            "\t".join(
                (
                    item.no,
                    item.l1 if page or changed(items, k, "chapter") else "",
                    item.l2 if page or changed(items, k, "section") else "",
                    item.content,
                    "、".join(item.lead),
                    item.others_text,
                    item.deadline,
                )
            )
        )
    return "\n".join(lines) + "\n"


def pipes(items: list[Item], title: str) -> str:
    """A pipe table in which chapter and section stand as rows of their own."""
    lines = [
        title,
        "",
        "| 序号 | 具体内容 | 牵头单位 | 责任单位 | 完成时限 |",
        "|---|---|---|---|---|",
    ]
    for k, item in enumerate(items):
        if changed(items, k, "chapter"):
            lines.append(f"| {HAN[item.chapter - 1]}、{item.l1} | | | | |")
        if changed(items, k, "section"):
            lines.append(f"| （{numeral(item.section)}）{item.l2} | | | | |")
        lines.append(
            f"| {item.no} | {item.content} | {'、'.join(item.lead)} | {item.others_text} "
            f"| {item.deadline} |"
        )
    return "\n".join(lines) + "\n"


def numeral(number: int) -> str:
    """A number below one hundred in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens - 1] + "十") + (
        HAN[ones - 1] if ones else ""
    )


def labels(items: list[Item], title: str) -> str:
    """Items in prose, each followed by its label lines."""
    lines = [title, ""]
    for k, item in enumerate(items):
        if changed(items, k, "chapter"):
            lines += [f"{HAN[item.chapter - 1]}、{item.l1}", ""]
        if changed(items, k, "section"):
            lines += [f"（{numeral(item.section)}）{item.l2}", ""]
        lines += [
            f"{item.no}.{item.content}",
            f"牵头单位：{'、'.join(item.lead)}",
            f"责任单位：{item.others_text}",
            f"完成时限：{item.deadline}",
            "",
        ]
    return "\n".join(lines)


def brackets(items: list[Item], title: str) -> str:
    """Items in prose with roles and deadline in a bracket at the end."""
    lines = [title, ""]
    for k, item in enumerate(items):
        if changed(items, k, "chapter"):
            lines += [f"{HAN[item.chapter - 1]}、{item.l1}", ""]
        if changed(items, k, "section"):
            lines += [f"（{numeral(item.section)}）{item.l2}", ""]
        both = f"，{item.others_text.lstrip('，')}配合" if item.others_text else ""
        lines += [f"{item.no}．{item.content}（{'、'.join(item.lead)}牵头{both}；{item.deadline}）"]
    return "\n".join(lines) + "\n"


def flattened(items: list[Item], title: str) -> str:
    """A saved web page: every cell a paragraph, no deadline column."""
    lines = [
        "首页 > 政务公开 > 工作要点",
        title,
        "",
        "重点任务",
        "",
        "具体内容",
        "",
        "牵头单位",
        "",
        "责任单位",
        "",
    ]
    for k, item in enumerate(items):
        if changed(items, k, "chapter"):
            lines += [f"{HAN[item.chapter - 1]}、{item.l1}", ""]
        if changed(items, k, "section"):
            lines += [f"({numeral(item.section)}){item.l2}", ""]
        lines += [
            f"{item.no}.{item.content}",
            "",
            "、".join(item.lead),
            "",
            item.others_text or "县级有关部门",
            "",
        ]
        if not item.others_text:
            item.others = ["县级有关部门"]
    return "\n".join([*lines, "扫一扫在手机打开当前页", "打印本页 关闭窗口", ""])


LAYOUTS: tuple[tuple[str, Callable[[list[Item], str], str], int, dict[str, bool]], ...] = (
    ("big_word_cells", word_cells, 2022, {}),
    ("big_pdf_tabs", pdf_tabs, 2023, {}),
    ("big_pipes", pipes, 2024, {}),
    ("big_labels", labels, 2021, {}),
    ("big_brackets", brackets, 2023, {}),
    ("big_flattened", flattened, 2022, {"deadline": False}),
)


def main() -> int:
    """Write text and answers of every layout."""
    for seed, (name, render, year, drop) in enumerate(LAYOUTS, 7):
        title = f"云溪县{year}年政务公开重点工作任务分工表"
        items = ledger(seed, year, 45)
        (HERE / f"{name}.txt").write_text(render(items, title), encoding="utf-8")
        (HERE / f"{name}.json").write_text(
            json.dumps(answer(items, title, year, **drop), ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
