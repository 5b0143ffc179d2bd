"""Column heads: which field a head names, and whether it says that the first unit leads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from toolkit.text import squeeze
from toolkit.units.names import matching, without_brackets

Field = Literal[
    "no", "l1", "l2", "content", "lead", "others", "deadline", "person", "progress", "remark"
]
LeadRule = Literal["", "first", "marked"]

_LONGEST_HEAD = 40
_FOOTNOTES = re.compile(r"[*①②③④⑤#※]+$|\(注\d*\)$|^[*※]+")
_MARKS = re.compile(r"[\s:;,。、·.]+")

_FIRST = r"(?:第一|第1|首位|首个|首家|首名|排首|列首|居首|排前|在前|最前|前列|打头|排名一)"
_LEADS = r"(?:牵头|主办|主责|总责|主要责任|首要责任|第一责任)"
_FIRST_LEADS = re.compile(
    rf"{_FIRST}[^。;]{{0,16}}?{_LEADS}"
    rf"|{_LEADS}[^。;]{{0,8}}?(?:排|列|居|在|放)[^。;]{{0,6}}?{_FIRST}"
)
_MARK_LEADS = re.compile(
    r"(?:[*★☆▲△●◆※#√]|下划线|加粗|黑体|星号|粗体|三角|标红|红色|下横线)"
    r"[^。;]{0,12}?(?:牵头|主办|主责)"
)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[Field, ...]], list[tuple[str, tuple[Field, ...]]]]:
    import tomllib
    from pathlib import Path

    raw: dict[str, Any] = tomllib.loads(
        Path(__file__).with_name("heads.toml").read_text(encoding="utf-8")
    )
    exact: dict[str, tuple[Field, ...]] = {}
    for entry in raw["head"]:
        for word in entry["words"]:
            exact[word] = tuple(entry["fields"])
    parts = [(part["pattern"], tuple(part["fields"])) for part in raw["part"]]
    return exact, parts


def plain_head(head: str) -> str:
    """A head in matching form without blanks, marks, footnote signs and trailing brackets."""
    text = _MARKS.sub("", squeeze(matching(head)))
    text = _FOOTNOTES.sub("", text)
    return without_brackets(text) or text


@lru_cache(maxsize=4096)
def column_fields(head: str) -> tuple[Field, ...]:
    """The fields that a column head may name, the likeliest first; empty for no head at all.

    >>> column_fields("完成 时限"), column_fields("責任單位（牵头单位列第一位）")
    (('deadline',), ('others',))
    >>> column_fields("重点工作任务")
    ('content', 'l2', 'l1')
    """
    if len(head) > 2 * _LONGEST_HEAD:
        return ()
    text = plain_head(head)
    if not text or len(text) > _LONGEST_HEAD:
        return ()
    exact, parts = _table()
    if text in exact:
        return exact[text]
    # A sentence is no head, whatever words it holds.
    if len(text) > 14:
        return ()
    for pattern, fields in parts:
        if re.search(pattern, text):
            return fields
    return ()


def column_field(head: str) -> Field | None:
    """The likeliest field of a column head.

    >>> column_field("牵头责任单位"), column_field("加强组织领导")
    ('lead', None)
    """
    fields = column_fields(head)
    return fields[0] if fields else None


def lead_rule(text: str) -> LeadRule:
    """What a head or legend says about leads: the ``first`` named unit, or the ``marked`` one.

    >>> lead_rule("责任单位（排在第一位的为牵头单位，下同）"), lead_rule("加★的为牵头单位")
    ('first', 'marked')
    """
    plain = squeeze(matching(text[:400]))
    if _MARK_LEADS.search(plain):
        return "marked"
    return "first" if _FIRST_LEADS.search(plain) else ""


def first_is_lead(text: str) -> bool:
    """Whether a head or remark says that the unit named first leads.

    >>> first_is_lead("责任单位（排第一的为牵头单位）"), first_is_lead("责任单位")
    (True, False)
    """
    return lead_rule(text) == "first"
