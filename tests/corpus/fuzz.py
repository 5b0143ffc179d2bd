"""Read made-up ledgers in random layouts and print what came back wrong.

``python tests/corpus/fuzz.py FIRST LAST [SHOW]`` takes the seeds FIRST..LAST-1.  A seed decides on
columns, heads, roles, layout and dirt (wrapped cells, page breaks with the head repeated, empty
deadlines, block numbers on the second row, a head broken by an empty line, dropped last cells).
The answers are right by construction; ``--keep DIR`` leaves the files there.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
import score  # noqa: E402
import synth  # noqa: E402

HEADS: dict[str, tuple[str, ...]] = {
    "no": ("序号", "编号"),
    "l1": ("重点任务", "工作任务", "领域", "重点工作", "类别"),
    "l2": ("工作事项", "具体任务", "任务分解"),
    "content": ("具体内容", "工作举措", "工作内容", "主要措施", "任务内容"),
    "lead": ("牵头单位", "牵头部门"),
    "others": ("责任单位", "配合单位", "参与单位"),
    "all": ("责任单位", "责任部门", "责任分工"),
    "deadline": ("完成时限", "完成时间", "时限要求", "时间节点"),
    "remark": ("备注",),
    "person": ("责任领导", "牵头领导", "联系人"),
}
DIRT = ("wrap", "second", "droptail", "headbreak", "crlf", "trailing", "itembreak")


def columns(rng: random.Random, roles: str) -> list[str]:
    """The columns of a table in a likely order."""
    out = ["no"] if rng.random() < 0.7 else []
    out.append("l1")
    out += ["l2"] if rng.random() < 0.5 else []
    out.append("content")
    out += ["person"] if rng.random() < 0.2 else []
    out += ["lead", "others"] if roles == "two" else ["all"]
    out += ["deadline"] if rng.random() < 0.8 else []
    return out + (["remark"] if rng.random() < 0.25 else [])


def responsibility(item: synth.Item, roles: str) -> tuple[str, list[str], list[str]]:
    """A single responsibility cell with its leads and others."""
    named = "、".join(item.lead)
    if roles == "mixed":
        tail = f"，{item.others_text.lstrip('，')}配合" if item.others_text else ""
        return f"{named}牵头{tail}", item.lead, item.others
    glue = "" if item.others_text[:1] in ("，", "等", "") else "、"
    return (
        named + glue + item.others_text,
        [],
        item.lead + [u for u in item.others if u not in item.lead],
    )


def soil(
    rng: random.Random, rows: list[list[str]], names: list[str], dirt: set[str], layout: str
) -> list[list[str]]:
    """The rows with the slips of real files; the first row is the head."""
    head = rows[0]
    if "second" in dirt and "no" in names:
        at, chapter = names.index("no"), names.index("l1")
        for this, after in pairwise(rows):
            inside = head is not this and head is not after and not after[chapter]
            if inside and this[at] and not after[at]:
                this[at], after[at] = "", this[at]
    if layout != "cells":
        if "droptail" in dirt and layout == "tabs":
            return [row if row is head or row[-1] else row[:-1] for row in rows]
        return rows
    for row in rows:
        for at, name in enumerate(names):
            if row is head:
                continue
            text = row[at]
            if "wrap" in dirt and name in ("lead", "others", "all") and len(text) > 8:
                stops = [m.end() for m in re.finditer("、", text)]
                cut = (
                    rng.choice(stops)
                    if stops and rng.random() < 0.6
                    else rng.randint(3, len(text) - 3)
                )
                text = text[:cut] + "\n" + text[cut:]
            if "wrap" in dirt and name == "deadline":
                text = text.replace("月", "月\n", 1)
            if "itembreak" in dirt and name == "content" and "。" in text[:-1]:
                text = text.replace("。", "。\n    ", 1)
            row[at] = text + (" " if "trailing" in dirt and rng.random() < 0.2 else "")
    if "headbreak" in dirt:
        head[:] = [
            h[:2] + "\n\n" + h[2:] if len(h) == 4 and rng.random() < 0.3 else h for h in head
        ]
    return rows


def made(seed: int) -> tuple[str, list[dict[str, Any]], int, str]:
    """Text, expected tasks, year and a description of one made-up file."""
    rng = random.Random(seed)
    year = rng.choice((2021, 2022, 2023, 2024))
    items = synth.ledger(seed * 7 + 1, year, rng.randint(5, 25))
    roles = rng.choice(("two", "two", "all", "mixed"))
    names = columns(rng, roles)
    layout = rng.choice(("cells", "cells", "tabs", "pipes", "bars"))
    empty = rng.random() < 0.4
    own_no = rng.random() < 0.3 and "no" not in names
    block_no = "no" in names and rng.random() < 0.3
    page = rng.choice((0, 0, 7, 12))
    dirt = {d for d in DIRT if rng.random() < 0.2}
    head = [rng.choice(HEADS[n]) for n in names]
    rows, wanted, block = [head], [], 0
    for k, item in enumerate(items):
        new, new_section = (synth.changed(items, k, n) for n in ("chapter", "section"))
        block += new
        top = bool(page) and k % page == 0
        if top and k and rng.random() < 0.7:
            rows.append(head)
        if rng.random() < 0.15:
            item.content = rng.choice(("完善台账。", "公开清单", "组织培训"))
        if "deadline" not in names or (empty and rng.random() < 0.25):
            item.deadline, item.kind, item.start, item.due, item.rule = "", "none", None, None, ""
        one, lead, others = responsibility(item, roles)
        number = (synth.HAN[block - 1] if new else "") if block_no else item.no
        cells = {
            "no": number,
            "l1": item.l1 if top or new else "",
            "l2": item.l2 if top or new_section else "",
            "content": f"{item.no}.{item.content}" if own_no else item.content,
            "lead": "、".join(item.lead),
            "others": item.others_text,
            "all": one,
            "deadline": item.deadline,
            "remark": rng.choice(("", "", "跨年项目")),
            "person": rng.choice(("李国平", "王强")),
        }
        rows.append([cells[n] for n in names])
        if roles != "two":
            item.lead, item.others = lead, others
        wanted.append(
            {
                "no": item.no if own_no or ("no" in names and not block_no) else "",
                "l1": item.l1,
                "l2": item.l2 if "l2" in names else "",
                "content": item.content,
                "lead": item.lead,
                "others": item.others,
                "deadline": item.deadline,
                "kind": item.kind,
                "start": item.start,
                "due": item.due,
                "recurrence": item.rule,
                "limits": [],
            }
        )
    if not block_no:
        dirt.discard("second")
    rows = soil(rng, rows, names, dirt, layout)
    title = f"云溪县{year}年政务公开重点任务分工表"
    if layout == "cells":
        text = f"\t{title}\n\n" + "\n\n".join("\n".join("\t" + c for c in row) for row in rows)
    else:
        left, mid, right = {
            "tabs": ("", "\t", ""),
            "pipes": ("| ", " | ", " |"),
            "bars": ("", " | ", ""),
        }[layout]
        text = f"{title}\n\n" + "\n".join(left + mid.join(row) + right for row in rows)
    if "crlf" in dirt:
        text = text.replace("\n", "\r\n")
    return text + "\n", wanted, year, f"{layout} {'/'.join(names)} {roles} {','.join(sorted(dirt))}"


def main() -> int:
    """Read the seeds and print the differences; 1 where there are any."""
    from toolkit.notice import read_notice

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("show", type=int, nargs="?", default=10)
    parser.add_argument("--keep", type=Path, default=None)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        for seed in range(options.first, options.last):
            text, wanted, year, what = made(seed)
            path = folder / f"{seed}.txt"
            path.write_bytes(text.encode())
            lines = differences(read_notice(path).to_json()["tasks"], wanted, year, total)
            total["bad"] += bool(lines)
            if lines and total["bad"] <= options.show:
                print(f"{seed}: {what}")
                print("\n".join("      " + line for line in lines[:6]))
    print(
        f"files with a fault {total['bad']}/{options.last - options.first}; "
        f"tasks {total['right']}/{total['tasks']} right, {total['lost']} lost, "
        f"{total['made']} invented, {total['wrong']} wrong dates"
    )
    return int(total["bad"] > 0)


def differences(
    got: list[dict[str, Any]], wanted: list[dict[str, Any]], year: int, total: Counter[str]
) -> list[str]:
    """The differences as lines; counts are added to ``total``."""
    lines: list[str] = []
    total["tasks"] += len(wanted)
    for i, j in score.align(wanted, got):
        if j is None and i is not None:
            total["lost"] += 1
            lines.append(f"LOST {score.short(wanted[i]['content'])}")
        elif i is None and j is not None:
            total["made"] += 1
            lines.append(f"INVENTED {score.short(got[j]['content'])}")
        elif i is not None and j is not None:
            faults = list(score.faults_of(wanted[i], got[j], year))
            total["right"] += not faults
            total["wrong"] += any(f == "due" and got[j]["due"] for f, _ in faults)
            lines += [f"task {i + 1} {field}: {text}" for field, text in faults]
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
