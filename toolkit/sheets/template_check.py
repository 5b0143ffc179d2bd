"""What is wrong with a template that an office restyled, cell by cell, before it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import TemplateProblem
from toolkit.files.writes import scratch_folder
from toolkit.resources import folder
from toolkit.sheets.tasks.task_fields import HEAD_FIELDS, INDEX_FIELDS, TASK_FIELDS
from toolkit.workbook.fill.fallback import carried
from toolkit.workbook.fill.placeholders import likely
from toolkit.workbook.fill.template import PLACEHOLDER
from toolkit.workbook.fill.template_scan import scan
from toolkit.workbook.package import Package

if TYPE_CHECKING:
    from toolkit.workbook.fill.template_scan import Scanned

_TASKS, _INDEX, _LIST = "任务单", "目录", "任务"
# Fields whose text may be longer than a line.
_LONG: Final = frozenset(
    ("工作任务", "内容", "任务内容", "要求", "内容和要求", "全文", "完成时限", "时限", "规范时限",
     "牵头单位", "责任单位", "协同单位", "已报进展", "备注")
)  # fmt: skip
_ALMOST = re.compile(r"[{｛]{1,2}\s*([^{}｛｝]+?)\s*[}｝]{1,2}|\{\{[^{}]*$|^[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a template; ``wrong`` ones keep it from being used."""

    place: str
    text: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of template: ``known`` maps every placeholder to its meaning, by the sheet's name.

    The key ``""`` holds what stands on any other sheet; ``lists`` are the lists that need a sample
    row, ``action`` is the command that uses the template.
    """

    name: str
    file: str
    action: str
    known: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, str]


def task_sheet_kind(file: str, name: str) -> Kind:
    """The kind of task sheets; both of our templates have the same placeholders."""
    tasks = {f"{_LIST}.{field}": meaning for field, meaning in TASK_FIELDS.items()}
    units = {f"{_INDEX}.{field}": meaning for field, meaning in INDEX_FIELDS.items()}
    shared = {k: v for k, v in HEAD_FIELDS.items() if k not in ("单位", "清单.件数")}
    known = {_TASKS: {**HEAD_FIELDS, **tasks}, _INDEX: {**shared, **units}}
    return Kind(name, file, "sheets", known, {_TASKS: _LIST, _INDEX: _INDEX})


def kinds() -> tuple[Kind, ...]:
    """All kinds of templates that come with the program."""
    made = [
        task_sheet_kind("task_sheet.xlsx", "任务单（横版）"),
        task_sheet_kind("task_sheet_portrait.xlsx", "任务单（竖版）"),
    ]
    for file, name, action in (
        ("ledger.xlsx", "台账", "import"),
        ("findings.xlsx", "问题清单", "check"),
    ):
        path = folder("templates") / file
        if path.is_file():
            made.append(_by_example(scan(Package.open(path)), name, file, action))
    from toolkit.sheets.bulletin.fields import known_placeholders

    made.append(Kind("通报", "bulletin.xlsx", "bulletin", {"": known_placeholders()}, {}))
    return tuple(made)


def _by_example(found: Scanned, name: str, file: str, action: str) -> Kind:
    """A kind whose placeholders are those that our own template shows."""
    known: dict[str, dict[str, str]] = {}
    for spot in found.spots:
        for key in PLACEHOLDER.findall(spot.text):
            known.setdefault(spot.sheet, {})[key] = ""
    return Kind(name, file, action, known, {})


def check_template(path: Path) -> tuple[Kind | None, list[Remark]]:
    """What kind of template a workbook is, and what is to be said about it.

    The kind is None where nothing looks like one of ours.

    Raises:
        FileProblem: the file cannot be opened.
        TemplateProblem: it is not an .xlsx workbook.
    """
    if path.suffix.lower() == ".docx":
        return _document(path)
    package, note = carried(Package.open(path), path)
    found = scan(package)
    kind = _kind_of(found)
    remarks = [Remark("", note, wrong=False)] if note else []
    remarks += _almost(found)
    if kind is None:
        text = "没有找到一个认识的占位符，看不出是哪一种模板；占位符写作 {{单位}}、{{任务.内容}}。"
        return None, [*remarks, Remark("", text)]
    remarks += _unknown(found, kind)
    remarks += _samples(found, kind)
    remarks += _unfilled(found)
    if kind.action == "sheets":
        remarks += _paper(found)
        if not any(remark.wrong for remark in remarks):
            remarks += _trial(path)
    return kind, remarks


def _document(path: Path) -> tuple[Kind, list[Remark]]:
    """The bulletin's Word template: it has styles instead of placeholders."""
    from toolkit.sheets.bulletin.document import open_template

    kind = Kind("通报（公文）", "bulletin.docx", "bulletin", {}, {})
    try:
        open_template(path)
    except TemplateProblem as error:
        return kind, [Remark("", str(error))]
    return kind, []


def _kind_of(found: Scanned) -> Kind | None:
    keys = {key for spot in found.spots for key in PLACEHOLDER.findall(spot.text)}

    def score(kind: Kind) -> tuple[int, int]:
        known = {key for group in kind.known.values() for key in group}
        return len(keys & known), len(set(found.sheets) & set(kind.known))

    best = max(kinds(), key=score)
    return best if any(score(best)) else None


def _known(kind: Kind, sheet: str) -> Mapping[str, str]:
    """The placeholders of a sheet; those of all sheets where ours has no sheet of that name."""
    everywhere = {k: v for group in kind.known.values() for k, v in group.items()}
    return kind.known.get(sheet) or everywhere


def _unknown(found: Scanned, kind: Kind) -> Iterator[Remark]:
    for spot in found.spots:
        known = _known(kind, spot.sheet)
        for key in PLACEHOLDER.findall(spot.text):
            if key not in known:
                meant = likely(key, known)
                hint = f"，是不是 {{{{{meant[0]}}}}}？" if meant else "。"
                yield Remark(spot.place, f"占位符 {{{{{key}}}}} 不认识{hint}")


def _almost(found: Scanned) -> Iterator[Remark]:
    """Braces that were meant as a placeholder and are none."""
    for spot in found.spots:
        rest = PLACEHOLDER.sub("", spot.text)
        for match in _ALMOST.finditer(rest):
            inside = (match[1] or "").strip()
            right = f"应写作 {{{{{inside}}}}}" if inside else "占位符两边各要两个半角花括号"
            yield Remark(spot.place, f"“{match[0].strip()[:30]}”不是占位符，{right}。")


def _samples(found: Scanned, kind: Kind) -> Iterator[Remark]:
    """Every list has one sample row, which holds nothing of another list."""
    lists = {key.partition(".")[0] for group in kind.known.values() for key in group if "." in key}
    repeated = set(kind.lists.values()) or lists - {"来文", "清单", "设置", "通报"}
    rows: dict[tuple[str, int], set[str]] = {}
    for spot in found.spots:
        if spot.row:
            names = {key.partition(".")[0] for key in PLACEHOLDER.findall(spot.text)} & repeated
            rows.setdefault((spot.sheet, spot.row), set()).update(names)
    for (sheet, row), names in rows.items():
        if len(names) > 1:
            yield Remark(
                f"工作表“{sheet}”第{row}行",
                f"混用了两类占位符（{'、'.join(sorted(names))}），一行只能用一类。",
            )
    for sheet, name in kind.lists.items():
        if sheet not in found.sheets:
            if sheet == _TASKS:
                there = "、".join(found.sheets)
                text = f"缺少工作表“{sheet}”（现有：{there}），请把任务单所在的工作表改成这个名字。"
                yield Remark("", text)
            continue
        at = sorted(row for (s, row), names in rows.items() if s == sheet and name in names)
        if not at:
            text = f"没有样例行：要有一行写着 {{{{{name}.…}}}}，每项任务照它重复。"
            yield Remark(f"工作表“{sheet}”", text)
        elif len(at) > 1:
            text = f"样例行只能有一行，现在第{'、'.join(map(str, at))}行都是。"
            yield Remark(f"工作表“{sheet}”", text)


def _unfilled(found: Scanned) -> Iterator[Remark]:
    for place, text in found.elsewhere:
        keys = "、".join(f"{{{{{key}}}}}" for key in dict.fromkeys(PLACEHOLDER.findall(text)))
        yield Remark(place, f"里面的 {keys} 不会被填写，请写在单元格或页眉页脚里。")


def _paper(found: Scanned) -> Iterator[Remark]:
    """What would look bad on paper, though the template can be used."""
    for spot in found.spots:
        key = PLACEHOLDER.fullmatch(spot.text.strip())
        field = key[1].partition(".")[2] if key and key[1].startswith(f"{_LIST}.") else ""
        if field in _LONG and not spot.wraps:
            text = "没有设“自动换行”，长文字会被右边的格子盖住。"
            yield Remark(spot.place, text, wrong=False)
    for sheet, wants in found.prints.items():
        if sheet == _TASKS:
            yield from (Remark(f"工作表“{sheet}”", text, wrong=False) for text in wants)


def _trial(path: Path) -> Iterator[Remark]:
    """Fill the template once for nobody: whatever still is wrong shows up."""
    from datetime import date

    from toolkit.ledger import ledger_from_notice
    from toolkit.model import Notice, Task
    from toolkit.sheets.tasks.task_sheets import make_task_sheets

    tasks = tuple(Task(str(n), "试填" * 40, lead=("甲单位",), others=("乙单位",)) for n in range(3))
    ledger = ledger_from_notice(Notice("试填", tasks=tasks))
    with scratch_folder() as scratch:
        for separate in (False, True):
            try:
                make_task_sheets(
                    ledger, scratch, template=path, separate=separate, as_of=date(2026, 1, 1)
                )
            except TemplateProblem as error:
                yield Remark("", str(error), wrong=separate)
