"""The head of a notice: title, document number, issuer, date of issue, year.

Official documents carry them in a fixed form (GB/T 9704-2012): number 发文机关代字〔年〕顺序号,
title with 关于…的通知, signature and date at the end.  Web pages repeat them as labelled lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from toolkit.deadlines import normalise
from toolkit.model import LeftOut
from toolkit.notice.document import Block, Paragraph, Table
from toolkit.notice.numbering import join_lines, split_number
from toolkit.text import fold, simplify

_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔（(\[【﹝［]\s*(?:19|20)\d\d\s*[〕）)\]】﹞］]\s*第?\s*\d{1,5}\s*[号號]"
)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d|[二一][〇○零ＯO0一二三四五六七八九]{3})\s*[年.\-/]\s*[\d一二三四五六七八九十]{1,3}\s*[月.\-/]\s*"
    r"[\d一二三四五六七八九十廿卅]{1,3}\s*[日号]?"
)
_LABEL = re.compile(
    r"(标\s*题|發文字號|发文字号|文\s*号|发布文号|文件编号|发布机构|发文机关|发文单位|发布单位|信息来源|来\s*源|"
    r"成文日期|发文日期|印发日期|发布日期|发布时间|公开日期|生成日期|主题分类|索\s*引\s*号|有效性|关键词|主题词|公开方式|"
    r"信息名称|名\s*称|字体|浏览次数|点击数|阅读|作者|责任编辑|字号)\s*[:：]\s*"
)
_LABEL_FIELD = {
    "标题": "title", "信息名称": "title", "名称": "title",
    "发文字号": "number", "發文字號": "number", "文号": "number",
    "发布文号": "number", "文件编号": "number",
    "发布机构": "issuer", "发文机关": "issuer", "发文单位": "issuer", "发布单位": "issuer",
    "成文日期": "issued", "发文日期": "issued", "生成日期": "issued", "印发日期": "issued2",
    "发布日期": "issued3", "发布时间": "issued3", "公开日期": "issued3",
}  # fmt: skip
_TITLE_END = re.compile(
    r"(?:通知|通报|意见|方案|要点|安排|分工|任务|函|办法|规定|清单|台账|分工表|分解表|责任表|任务表|计划|规划|分解|交办单|任务书|责任书|责任状|销号卡|若干措施|措施|举措|行动|实事|目录|手册|任务包|作战图|明白卡|路线图|链条|细则|公告|决定|请示|报告|批复|纪要|[^，。]{2,}表|通知书|工作)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_ABOUT_END = re.compile(
    r"(?:通知|通报|意见|函|方案|要点|决定|公告|报告|办法|批复|通知书|分工|安排)(?:[（(][^（）()]{1,20}[）)])?$"
)
_BODY = re.compile(
    r"(?:人民政府|政府|委员会|办公室|办公厅|委|局|厅|部|院|办|中心|领导小组|指挥部|管委会|总会|公司|公署|联席会议)$"
)
_SALUTATION = re.compile(r"^[^。]{2,150}[:：]$")
# A PDF may run title and salutation into one line: …的通知各乡镇人民政府：
_WITH_SALUTATION = re.compile(r"^(.{8,90}?关于.{2,80}?的(?:通知|意见|函|通报))各[^。]{2,120}[:：]$")
_FURNITURE = re.compile(
    r"^(?:附\s*件|\[bookmark|首页|当前位置|打印|分享|扫一扫|关闭|返回|抄送|印发|网站地图|字号|收藏|下载|智能问答|公开信箱|便民地图|\[|您?现?在的?位置|【)"
)
_YEAR = re.compile(
    r"((?:19|20)\d\d|[二][〇○零ＯO][一二三四五六七八九〇○零]{2})"
    r"(?:\s*[—–\-~～至]+\s*(?:19|20)\d\d)?\s*年"
)
_BELOW_TITLE = re.compile(r"[（(]((?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?|度|版)?[）)]")
_PERIOD = re.compile(r"\d{4}\s*[—–\-~～至]+\s*\d{4}\s*年")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN_DIGIT = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")


@dataclass(slots=True)
class Front:
    """What the head of a notice says; ``used`` are the indexes of the blocks it stood in."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    year: int | None = None
    used: frozenset[int] = frozenset()


def read_front(blocks: Sequence[Block]) -> Front:
    """Title, number, issuer, date and year of a document, as far as it states them."""
    lines = [(i, _squeeze(b.text)) for i, b in enumerate(blocks) if isinstance(b, Paragraph)]
    lines = [(i, _WITH_SALUTATION.sub(r"\1", text)) for i, text in lines if text]
    labels, labelled = _labels(lines)
    for label, value in _table_labels(blocks):
        labels.setdefault(label, value)
    free = [(i, text) for i, text in lines if i not in labelled]
    front = Front(number=_number(labels, free))
    title, titled = _title(free)
    if title:
        front.title = title
    else:
        front.title = labels.get("title", "")
    signed, issued, signature = _signature(free)
    front.issued = _as_date(labels.get("issued", "")) or issued
    for key in ("issued2", "issued3"):
        front.issued = front.issued or _as_date(labels.get(key, ""))
    front.issuer = _issuer(front.title, labels, signed)
    table_title = _table_title(blocks)
    front.title = front.title or table_title
    front.year = _year(front, table_title) or _year_below_title(free)
    front.used = frozenset(labelled | titled | signature)
    return front


def _is_body(text: str) -> bool:
    return bool(_BODY.search(simplify(text)))


def _squeeze(text: str) -> str:
    """A line without the blanks that typesetting puts between Chinese characters and figures."""
    body = join_lines(text)
    body = re.sub(r"(?<=[^\x21-\x7e])[ \u3000\xa0]+|[ \u3000\xa0]+(?=[^\x21-\x7e])", "", body)
    return body.strip().lstrip("#*＃ ").strip()


def _labels(lines: Sequence[tuple[int, str]]) -> tuple[dict[str, str], set[int]]:
    """Labelled lines (发文字号：…); several labels may stand on one line, the first wins."""
    found: dict[str, str] = {}
    used: set[int] = set()
    for i, text in lines:
        marks = list(_LABEL.finditer(text))
        if not marks or ((marks[0].start() > 1 or len(text) > 300) and len(marks) < 3):
            continue
        used.add(i)
        for at, mark in enumerate(marks):
            end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
            field = _LABEL_FIELD.get(re.sub(r"\s", "", mark[1]))
            value = text[mark.end() : end].strip()
            if field and value and field not in found:
                found[field] = value
    return found, used


def _table_labels(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The labels of a page's information table: 发文字号 | 云政办发〔2026〕3号 | 成文日期 | …"""
    for block in blocks:
        if not isinstance(block, Table):
            continue
        for row in block.rows[:8]:
            cells = [_squeeze(cell.text) for cell in row if cell.covered != "left"]
            for label, value in pairwise(cells):
                match = _LABEL.fullmatch(label.rstrip(":：") + "：") if len(label) < 10 else None
                field = _LABEL_FIELD.get(re.sub(r"\s", "", match[1])) if match else None
                if field and value:
                    yield field, value


def half_width(text: str) -> str:
    """A text with figures of full width made plain, letter for letter.

    >>> half_width("〔２０２６〕１０号")
    '〔2026〕10号'
    """
    return text.translate(_FULL_WIDTH)


def is_label(text: str) -> bool:
    """Whether a cell is a label of a page's information table.

    >>> is_label("发文字号"), is_label("责任单位")
    (True, False)
    """
    squeezed = _squeeze(text).rstrip(":：")
    return len(squeezed) < 10 and bool(_LABEL.fullmatch(squeezed + "："))


def _number(labels: dict[str, str], lines: Sequence[tuple[int, str]]) -> str:
    labelled = _find_number(labels.get("number", ""))
    if labelled:
        return labelled
    for _, text in lines:
        bare = text.strip("（）() ")
        if _find_number(bare) == re.sub(r"\s", "", bare) and not text.startswith(("根据", "按照")):
            return re.sub(r"\s", "", bare)
    for _, text in lines[:12]:
        match = _NUMBER.match(half_width(text))
        if match and len(text) < len(match[0]) + 25:
            return re.sub(r"\s", "", text[: match.end()])
    return ""


def _find_number(text: str) -> str:
    """The document number in a text, as written; figures may be of full width."""
    match = _NUMBER.search(half_width(text))
    return re.sub(r"\s", "", text[match.start() : match.end()]) if match else ""


def _title(lines: Sequence[tuple[int, str]]) -> tuple[str, set[int]]:
    """The title: lines before the salutation that together end like one (关于…的通知)."""
    runs = _head_runs(lines)
    for run in runs:
        # With 关于 the title may run over several lines; the issuer may stand on the line above.
        about = next((k for k, (_, text) in enumerate(run) if "关于" in simplify(text)), -1)
        if about < 0:
            continue
        begin = _start_of_title(run, about)
        for end in range(about + 1, min(about + 5, len(run)) + 1):
            joined = "".join(t for _, t in run[begin:end])
            cut = end < len(run) and run[end][1].startswith("的")
            if _ABOUT_END.search(simplify(joined)) and not cut:
                return joined, {i for i, _ in run[begin:end]}
    for run in runs:
        for begin in range(len(run)):
            for end in range(begin + 1, min(begin + 3, len(run)) + 1):
                joined = "".join(t for _, t in run[begin:end])
                if len(joined) >= 6 and _TITLE_END.search(simplify(joined)):
                    end += _goes_over(run, end)
                    part = run[begin:end]
                    return "".join(t for _, t in part), {i for i, _ in part}
    return "", set()


def _goes_over(run: Sequence[tuple[int, str]], end: int) -> int:
    """1 when the next line, with no blank between, is the title's second one."""
    if end >= len(run) or run[end][0] != run[end - 1][0] + 1:
        return 0
    text = run[end][1]
    return int(6 <= len(text) <= 30 and bool(_TITLE_END.search(simplify(text))))


def _head_runs(lines: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """The short lines before the body, in runs parted by numbers, dates and page furniture."""
    runs: list[list[tuple[int, str]]] = [[]]
    for i, text in lines[:40]:
        long = len(text) > 80 or text.endswith("。") or _SALUTATION.match(text)
        if long or split_number(text).rank in (0, 1, 2, 3):
            break
        if (
            _NUMBER.fullmatch(half_width(text))
            or _DATE.fullmatch(half_width(text))
            or _FURNITURE.match(text)
            or "|" in text
            or ">" in text
            or text.count("/") > 1
        ):
            runs.append([])
        else:
            runs[-1].append((i, text))
    return runs


def _start_of_title(head: Sequence[tuple[int, str]], begin: int) -> int:
    """A title that begins with 关于 takes the issuer's name on the line above it."""
    if head[begin][1].startswith("关于") and begin and _is_body(head[begin - 1][1]):
        return begin - 1
    return begin


def _table_title(blocks: Sequence[Block]) -> str:
    """The title over a task table: its one-cell first row, or the line just before it."""
    for i, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        for row in block.rows[:3]:
            own = [_squeeze(c.text) for c in row if c.text.strip() and not c.covered]
            if len(own) == 1 and 6 <= len(own[0]) <= 60 and _TITLE_END.search(own[0]):
                return own[0]
        for before in reversed(blocks[max(0, i - 4) : i]):
            if isinstance(before, Paragraph) and before.text.strip():
                text = _squeeze(before.text)
                if 6 <= len(text) <= 60 and _TITLE_END.search(text):
                    return text
                break
    return ""


def _signature(lines: Sequence[tuple[int, str]]) -> tuple[str, date | None, set[int]]:
    """The body and the date that sign the letter: a date alone on its line, a body's name above."""
    for at, (i, text) in enumerate(lines):
        bare = text.strip("（）()")
        if not _DATE.fullmatch(half_width(bare)) or (bare != text and "（" in text):
            match = re.fullmatch(rf"(.{{2,30}}?)({_DATE.pattern})", half_width(text))
            if match and _is_body(match[1].strip()) and not split_number(text).mark:
                issued = _as_date(match[2])
                if issued:
                    return match[1].strip(), issued, {i}
            continue
        issued = _as_date(bare)
        if not issued:
            continue
        used = {i}
        signed = ""
        for j, above in reversed(lines[max(0, at - 2) : at]):
            body = re.sub(r"[（(][^（()）]{1,6}[）)]$", "", above)
            if _is_body(body) and len(body) <= 40 and not split_number(body).mark:
                signed = body
                used.add(j)
                break
        return signed, issued, used
    return "", None, set()


def _as_date(text: str) -> date | None:
    match = _DATE.search(fold(text))
    if not match:
        return None
    deadline = normalise(re.sub(r"\s", "", match[0]))
    return (
        deadline.due if deadline.kind == "date" and deadline.start in (None, deadline.due) else None
    )


def _issuer(title: str, labels: dict[str, str], signed: str) -> str:
    before = re.split("关于|關於", title)[0] if re.search("关于|關於", title) else ""
    if before and _is_body(before):
        return before
    return signed or labels.get("issuer", "")


def _year(front: Front, table_title: str) -> int | None:
    """The year that the notice is about: its title's, else the table's, else that of issue.

    A title may name several (2022年度考核反馈问题及2023年整改任务分工): that of issue decides when
    it is among them, else the last; the plan's own year beats its period (2021—2025年).
    """
    for text in (front.title, table_title):
        years = title_years(text)
        if years:
            return front.issued.year if front.issued and front.issued.year in years else years[-1]
    if front.issued:
        return front.issued.year
    match = re.search(r"[〔（(\[【﹝［](20\d\d|19\d\d)", half_width(front.number))
    return int(match[1]) if match else None


def _year_below_title(lines: Sequence[tuple[int, str]]) -> int | None:
    """The year of a bracketed line below the title: （2024年5月）."""
    for _, text in lines[:12]:
        match = _BELOW_TITLE.fullmatch(half_width(text))
        if match:
            return int(match[1])
    return None


def title_years(title: str) -> list[int]:
    """The years in a title in order: the single ones, or where there are none the periods' first.

    >>> title_years("县法治建设规划（2021—2025年）2023年度重点任务分工")
    [2023]
    """
    years = list(_YEAR.finditer(fold(title)))
    single = [m for m in years if not _PERIOD.fullmatch(m[0])]
    return [int(m[1].translate(_HAN_DIGIT)) for m in single or years]


def front_left_out(blocks: Sequence[Block], front: Front) -> list[LeftOut]:
    """The blocks of the head as left-out pieces: they are in the notice, but in no task."""
    return [
        LeftOut(b.text.strip(), "文头、落款", b.place)
        for i, b in enumerate(blocks)
        if i in front.used and isinstance(b, Paragraph) and b.text.strip()
    ]
