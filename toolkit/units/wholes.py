"""Names that separators have torn apart: descriptions of a group, and shared suffixes."""

from __future__ import annotations

import re

from toolkit.model import Note
from toolkit.text import squeeze
from toolkit.units.items import Item
from toolkit.units.names import begins_name, begins_with_level, kind_of, without_brackets
from toolkit.units.phrases import phrases
from toolkit.units.scan import is_season

_FARTHEST = 80
_LONGEST_PART = 12
_GOVERNMENT = re.compile(
    r"^(?P<place>[^()]{1,12}?(?P<end>[市县区旗镇乡]|街道))"
    r"(?P<suffix>(?:人民)?政府|办事处|管委会|管理委员会|党委|党工委|教育局)?$"
)
_ZONES = ("开发区", "高新区", "经开区", "新区", "园区", "保税区", "示范区")
# Which places may share a suffix, by how the last of them ends.
_ALIKE = {end: tuple("市县区旗") for end in "市县区旗"} | {
    "镇": ("镇", "乡"),
    "乡": ("镇", "乡"),
    "街道": ("街道",),
}


def join_wholes(items: list[Item], plain: str) -> list[Item]:
    """``items`` with torn descriptions in one piece and shared suffixes filled in."""
    joined: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.what == "name" and not kind_of(item.text):
            last = _whole_end(items, i)
            if last > i:
                text = squeeze(plain[item.start : items[last].end])
                named = _names_fields(items[i : last + 1])
                note = "fields" if named else "group"
                joined.append(Item("name", item.start, items[last].end, text, note=note))
                i = last + 1
                continue
        joined.append(item)
        i += 1
    _tell_times(joined)
    _share_suffixes(joined)
    return joined


_OF_DEPARTMENTS = re.compile(r"(?:等.*|(?:[各有相]关?|行业|主管|职能|监管)*(?:部门|单位|机构).*)$")


def _names_fields(parts: list[Item]) -> bool:
    """Whether a description counts up departments in short: 发改、财政、工信部门."""
    fields = phrases().words("groups", "fields")
    words = [part.text for part in parts if part.what == "name"]
    first = words[0]
    if first not in fields and begins_with_level(first):
        words[0] = first[1:]
    words[-1] = _OF_DEPARTMENTS.sub("", words[-1])
    return 2 * sum(word in fields for word in words) > len(words)


def _tell_times(items: list[Item]) -> None:
    """县农业农村局，采暖季: the first or last of several names that is a season or the like."""
    told = [i for i, item in enumerate(items) if item.what not in ("separator", "wrap", "blank")]
    if len(told) < 2:
        return
    for at, mark in ((told[0], told[0] + 1), (told[-1], told[-1] - 1)):
        item, beside = items[at], items[mark]
        if item.what != "name" or beside.what != "separator" or beside.text in _WITHIN:
            continue
        if not kind_of(item.text) and is_season(item.text):
            item.what = "time"


# The marks that may stand inside a description; a comma or more ends it.
_WITHIN = ("、", "和", "及", "与", "或", "以及", "/")


def _opens_group(text: str) -> bool:
    return text.startswith(phrases().words("groups", "openers"))


def _whole_end(items: list[Item], first: int) -> int:
    """The index of the item that ends the description begun at ``first``, else ``first``."""
    opens = _opens_group(items[first].text)
    for i in range(first + 1, min(first + _FARTHEST, len(items))):
        item = items[i]
        if item.what == "separator" and item.text in _WITHIN:
            continue
        if item.what != "name":
            # 涉及A、B等单位: the rest belongs to the description.
            return i if item.what == "rest" and opens else first
        kind = kind_of(item.text)
        if kind == "group":
            own = begins_name(item.text)
            own = own or begins_with_level(item.text)
            torn = opens or (not own and _short(items, first, i))
            return i if torn and items[i - 1].what == "separator" else first
        if kind and not opens:
            return first
    return first


def _short(items: list[Item], first: int, last: int) -> bool:
    """Whether the torn parts are words and not clauses."""
    return all(len(item.text) <= _LONGEST_PART for item in items[first:last])


def _share_suffixes(items: list[Item]) -> None:
    """教育、公安、民政局 -> 教育局 …; A市、B市人民政府 -> A市人民政府 …."""
    for i, item in enumerate(items):
        if item.what != "name" or kind_of(item.text) != "body":
            continue
        government = _GOVERNMENT.match(item.text)
        sharers = _sharers(items, i)
        if government and government["suffix"]:
            _share_government(sharers, government)
        else:
            _share_last_word(sharers, item)


def _sharers(items: list[Item], last: int) -> list[Item]:
    """The names right before ``last``, joined to it by 、, that are no complete bodies."""
    found: list[Item] = []
    i = last - 1
    while i >= 1 and items[i].what == "separator" and items[i].text in _WITHIN:
        name = items[i - 1]
        if name.what != "name" or kind_of(name.text) not in ("", "place") or len(name.text) > 9:
            break
        found.append(name)
        i -= 2
    return found


def _share_government(sharers: list[Item], last: re.Match[str]) -> None:
    end, suffix = last["end"], last["suffix"]
    for item in sharers:
        text = item.text
        if kind_of(text) == "place":
            zone, last_zone = text.endswith(_ZONES), last["place"].endswith(_ZONES)
            if not text.endswith(_ALIKE[end]) or zone != last_zone:
                return
            item.note, item.after = "shared", suffix
        elif len(text) <= 4 and not begins_with_level(text) and not last["place"].endswith(_ZONES):
            item.note, item.after = "shared", end + suffix
        else:
            return


def _share_last_word(sharers: list[Item], last: Item) -> None:
    words = phrases().words
    suffix = next((s for s in words("names", "shared") if last.text.endswith(s)), "")
    if not suffix or len(last.text) > 9 + len(suffix):
        return
    torn = [s for s in sharers if not kind_of(s.text)]
    bare = words("names", "bare")
    if not torn or len(torn) != len(sharers) or any(s.text in bare for s in torn):
        return
    if last.text.endswith(words("names", "not_shared")):
        return
    if any(s.text.startswith(words("names", "not_sharing")) for s in torn):
        return
    if any(s.text.endswith(words("names", "own_ends")) for s in torn):
        return
    first = torn[-1].text
    level = first[0] if begins_with_level(first) else ""
    inner = [s.text for s in torn[:-1]] + [last.text]
    own = [begins_with_level(text) for text in inner]
    if any(own) and not (level and all(text[0] == level for text in inner)):
        return
    for item in [*torn, last]:
        item.note = "shared"
        item.after = "" if item is last else suffix
        # The level that the first of them names holds for all: 县教育、公安局.
        item.before = level if level and not begins_with_level(item.text) else ""


def note_names(items: list[Item]) -> list[Note]:
    """Notes on the names themselves, and the names that sharing has filled in."""
    notes: list[Note] = []
    level = ""
    for item in items:
        if item.what == "unread":
            notes.append(Note("U05", item.note or "有一段文字没有读懂"))
        if item.what == "person":
            notes.append(Note("U08", f"“{item.text}”是人员，没有列入责任单位"))
        if item.what == "time" and item.note != "labelled":
            notes.append(Note("U09", f"“{item.text}”是时限，没有列入责任单位"))
        if (
            item.note
            and item.what in ("manner", "remark")
            and item.note not in ("lost", "labelled")
        ):
            notes.append(Note("U05", item.note))
        if item.what != "name":
            if item.note == "lost":
                notes.append(Note("U04", f"“{item.text}”后面缺分隔符号，已断开"))
            continue
        if item.note == "lost":
            notes.append(Note("U04", f"“{item.text}”前面缺分隔符号，已断开"))
        if item.note == "shared" and (item.before or item.after):
            notes.append(Note("U07", f"“{item.text}”补全为“{item.full}”"))
        if item.note == "fields":
            notes.append(Note("U05", f"“{item.text}”点了几个部门，没有写全名，请写明是哪些单位"))
        kind = kind_of(item.full)
        if not kind and item.text not in phrases().words("names", "alone"):
            notes.append(Note("U05", f"看不出“{item.text}”是不是单位"))
        if begins_with_level(item.full) and not level:
            level = item.text[0]
        elif kind == "body" and level and _lacks_level(item.full):
            notes.append(Note("U06", f"“{item.text}”没有写级别，可能是“{level}{item.text}”"))
    return notes


_PLAIN_BODY = re.compile(r"^[^市县区州省旗国央团]{2,9}(?:局|委|办|中心)$")


def _lacks_level(text: str) -> bool:
    return bool(_PLAIN_BODY.match(without_brackets(text)))
