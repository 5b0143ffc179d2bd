"""Time limits inside running text: task contents, covering letters.

Here a time limit must show itself: by 前, 内, 底, by a cycle, by a quarter that stands where a
sentence says when.  A bare year (2021年政务公开), a duration (公开7个工作日), a minimum
(不少于30日), a service target (压缩至5个工作日以内) and the state on a day (截至2022年底) are none.
What is found is then read by the same grammar as a cell; what that cannot read is left out.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from toolkit.deadlines.resolve import normalise
from toolkit.deadlines.spans import COMPARED
from toolkit.deadlines.words import BLANKS, FOLD, is_banned, vocabulary, was_done
from toolkit.model import Limit, Note

_CN = "〇一二三四五六七八九十"
_BLANK = re.compile(f"[{re.escape(BLANKS)}]")
_N = f"(?:[0-9]+|[{_CN}两]+)"
_ALONE = f"(?<![0-9{_CN}])"
_LEAST = "(?:至少|不少于|不得少于|不低于|最少)"
_TO = "(?:至|到|~|-|--)"
_YEAR = (
    rf"(?:{_ALONE}(?:20[0-9]{{2}}|[12][0-9](?=年(?:1[0-2]|[1-9])月)|二〇[{_CN}]{{2}})年度?"
    "|今年|明年|次年|翌年|当年|本年度|下一年度|下一年|下年度)"
)
_MONTH = f"(?:{_ALONE}(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
_DAY = (
    f"(?:(?:3[01]|[0-2]?[0-9]|[二三]?十[{_CN}]?|廿[{_CN}]?|卅一?|[{_CN}])[日号]"
    "|(?:3[01]|[0-2]?[0-9])(?=之?前|以前))"
)
_PART = "(?:上旬|中旬|下旬|月?[底末])"
_QUARTER = "(?:第?[一二三四1-4]季度?)"
_HALF = "(?:[上下]半年)"
_INSIDE = (
    f"(?:{_MONTH}(?:的?(?:{_DAY}|{_PART}))?|{_HALF}[底末]?|{_QUARTER}[底末]?"
    "|年[底末]|(?<=年)[底末])"
)
#: 3、6、9、12月: with one number in front it would be that of an item (2、6月底前).
_MONTHS = f"(?:(?:{_ALONE}(?:1[0-2]|[1-9])、){{2,11}}(?={_MONTH}))"
_POINT = f"(?:{_YEAR}?{_MONTHS}?{_INSIDE})"
_CLOCK = (
    r"(?:\((?:星期|周)[一二三四五六日天]\))?(?:上午|下午|晚上)?"
    "(?:[0-9]{1,2}(?:时|点|:[0-9]{2})|下班|中午)?"
)
_BEFORE = "(?:[或及]?之前|[或及]以前|以前|前(?![后期款述端置沿瞻])|为止|止)"
_WITHIN = "(?:之内|以内|内)"
_DOTTED = "(?:20[0-9]{2}[-./])?(?:1[0-2]|0?[1-9])[-./](?:3[01]|[12][0-9]|0?[1-9])日?"
#: Words between 每年 and 1次; no figures and no punctuation.
_GAP = r"[^,。;、()0-9\n]"
_TIMES = f"(?:{_LEAST}?{_GAP}{{0,12}}?{_LEAST}?{_N}(?:次(?!性)|场次|场|轮|遍))"
_AT_LEAST = f"(?:{_LEAST}{_GAP}{{0,8}}?{_N}(?:次|个|场次|场|轮|期|项|篇|件))"
_PERIOD = "(?:个?年度?|半年|个?季度?|个?月|旬|个?星期|周|两年|两个?月|两周|学期)"
_CYCLE = f"(?:每{_PERIOD}|[每逢][单双]月|每[双隔]周|按(?:月|季度?|年(?!度)|周|旬|半年)|逐月)"
_PERIOD_MONTH = r"(?:[首末](?:月|\(月\))|(?:第[一二三1-3]|最后[一1]|头[一1]|首)个月)的?"
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天](?![个年月])"
_NTH = f"(?:(?:(?:倒数)?第{_N}|最后[一1]|首)个?(?:工作日|{_WEEKDAY}))"
_IN_CYCLE = (
    f"(?:的?(?:{_INSIDE}|{_DAY}|{_PERIOD_MONTH}(?:{_DAY}|{_PART}|{_NTH})?|[底末]{_DAY}"
    f"|{_PART}?{_NTH}|{_PART}|最后[一1][天日]|{_WEEKDAY}|前{_N}个工作日)"
    f"|结束后{_N}个?(?:工作日|日|天){_WITHIN})"
)
_INCLUDED = r"(?:\((?:含|包括|包含)[^()]{1,6}\))"
_UNIT = "(?:个?工作日|个?自然日|个月|个?星期|周|日|天|小时|年)"
_EVENT = r"(?:[^,。;:、()\n]{1,14}?(?:后|之日起|当日起|之日))"
_PLAIN = f"(?:{_MONTH}(?:{_DAY}|{_PART})?|{_HALF}|{_QUARTER})"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Candidates in folded, closed-up text; the group's name says on what condition they count."""
    limit = f"{_IN_CYCLE}(?:{_BEFORE}|{_WITHIN})?"
    return re.compile(
        "(?P<weekday>每个?(?:[双隔]?周|星期|礼拜)(?:(?<=周)(?:周|星期))?[一二三四五六日天]"
        f"(?!次|个|调度|报(?!送|告))(?:[、和至到]{_WEEKDAY})*(?:上午|下午)?(?:下班)?前?)"
        f"|(?P<cycle>{_CYCLE}(?:{limit}(?:[、和及]{limit}){{0,11}}|{_TIMES})?)"
        f"|(?P<daily>每(?:日|天|个?工作日)(?:{_LEAST}?{_GAP}{{0,6}}?{_N}次|[0-9]{{1,2}}[时点]前))"
        f"|(?P<once>{_ALONE}(?:{_N}|半)个?(?:年|月|周|季度?)(?:至少)?[一1]次)"
        f"|(?P<amount>{_EVENT}?{_ALONE}(?:{_N}{_UNIT}|半年|半个?月){_WITHIN}{_INCLUDED}?)"
        f"|(?P<ended>(?:{_POINT}[、和及至到~-]){{0,11}}(?:{_POINT}|{_YEAR}){_CLOCK}{_BEFORE})"
        f"|(?P<dotted>(?<![0-9.]){_DOTTED}{_BEFORE})"
        f"|(?P<days>{_YEAR}?{_MONTH}{_DAY}{_TO}{_YEAR}?(?:{_MONTH})?{_DAY})"
        f"|(?P<period>{_YEAR}?{_PLAIN}{_TO}{_YEAR}?{_PLAIN}"
        f"|{_YEAR}?(?:{_HALF}|{_QUARTER})[底末]?|{_YEAR}?{_MONTH}{_PART})"
        f"|(?P<within>{_YEAR}{_WITHIN}{_AT_LEAST}?|{_YEAR}?{_MONTH}{_WITHIN}"
        f"|(?<![0-9{_CN}半两学])本?年内{_AT_LEAST}?)"
        f"|(?P<yearend>{_YEAR}年?[底末]|(?<=到)年[底末]"
        f"|(?<![0-9{_CN}每半])年[底末](?=完成|实现|建成|全面|基本))"
        f"|(?P<goal>(?<=到){_ALONE}20[0-9]{{2}}年(?=[,、])"
        r"|(?:(?<=[,。;:、()\n]到)|(?<=^到)|(?<=力争到)|(?<=确保到)|(?<=争取到))"
        rf"20[0-9]{{2}}年(?![底末初中的度前后以之起内0-9{_CN}上下春夏秋冬第]))"
    )


#: What before a candidate makes it no limit.
_STATE = re.compile(f"(?:截至到?|{COMPARED.pattern[:-1]})$")
_NO_LIMIT = re.compile(
    "(?:压缩|缩短|压减|缩减|提速|控制|精简)(?:至|到|为|在)?$"
    "|(?:不少于|不得少于|不低于|至少|为期|连续|近|最近|过去|未来|满|超过|"
    "公开|公示|不早于|早于|最早|最快|闰|(?<![不得能应可宜要])[晚迟]于|延长|前|每)$"
)
#: Where a period without 前 says when: at the head of a clause, or behind such a word.
_WHEN = re.compile("(?:^|[,。;:、()\n]|于|在|力争|确保|争取|到|至|计划|拟|并|将|原则上)$")
_STARTS = (
    "起", "以来", "施行", "始", "及以后", "及之后", "以后", "之后", "往后", "过后", "(含)以后",
    "(含)后", "(含)起", "后", "的", "开始", "度",
)  # fmt: skip
_SINCE = _STARTS[:-4]
#: Words that only lead to an event: 应当在收到后….
_LEAD = re.compile(
    ".*?(?:(?:应当|应|要|须|必须|可|并)?(?:在|自|于|从)|应当|应|须|必须|要求|确保|需|按照|按)"
)
_AMOUNT = re.compile(f"(?:{_N}{_UNIT}|半年|半个?月){_WITHIN}{_INCLUDED}?$")
_NAMED_YEAR = re.compile(f"20[0-9]{{2}}|二〇[{_CN}]{{2}}")
_PAST_YEARS = 2
_SENTENCE_END = "。；;\n"


def find_limits(
    text: str, *, year: int | None = None, issued: date | None = None
) -> tuple[Limit, ...]:
    """The time limits that ``text`` states, in the order in which they stand.

    ``text[limit.offset : limit.offset + len(limit.deadline.raw)] == limit.deadline.raw`` holds.
    A limit without a year takes that of the limit before it in the same sentence, else ``year``.

    >>> text = "各单位要在2021年底前完成清理，每年至少听取1次汇报。"
    >>> [limit.deadline.raw for limit in find_limits(text)]
    ['2021年底前', '每年至少听取1次']
    """
    folded = text.translate(FOLD)
    places: list[int] | None = None
    if _BLANK.search(folded):
        places = [i for i, char in enumerate(folded) if char != " "]
        folded = "".join([folded[i] for i in places])
    limits: list[Limit] = []
    named: int | None = None
    done = 0
    for match in _pattern().finditer(folded):
        start, end = match.span()
        if match.lastgroup == "amount":
            start = _event_start(folded, start, end)
        if named is not None and any(char in _SENTENCE_END for char in folded[done:start]):
            named = None
        done = end
        if not _counts(folded, match.lastgroup or "", start, end):
            continue
        offset, stop = start, end
        if places is not None:
            if _is_patched(folded, places, start):
                continue
            offset, stop = places[start], places[end - 1] + 1
        deadline = normalise(text[offset:stop], year=named or year, issued=issued)
        if deadline.kind == "none" and not _asks(deadline.notes):
            continue
        if deadline.due is not None and _is_history(deadline.due, year, issued):
            continue
        limits.append(Limit(deadline, offset))
        if deadline.due is not None and _NAMED_YEAR.match(folded, start):
            named = deadline.due.year
    return tuple(limits)


def _is_history(due: date, year: int | None, issued: date | None) -> bool:
    """Whether a day lies so far back that it tells of a thing and not of the task."""
    now = year if year is not None else issued.year if issued else None
    return now is not None and due.year < now - _PAST_YEARS


def _asks(notes: tuple[Note, ...]) -> bool:
    """Whether an unreadable candidate is a limit all the same: 11月31日前, or a year unknown."""
    return any(note.code in ("D07", "D08") for note in notes)


def _event_start(folded: str, start: int, end: int) -> int:
    """Where the event of an amount begins, behind the words that only lead to it."""
    amount = _AMOUNT.search(folded, start, end)
    last = amount.start() if amount else end
    while (lead := _LEAD.match(folded, start, last)) is not None and lead.end() > start:
        start = lead.end()
    return start


def _counts(folded: str, group: str, start: int, end: int) -> bool:
    """Whether what stands around a candidate lets it be a limit."""
    if group in ("cycle", "weekday", "daily", "once"):
        return True
    before = folded[max(0, start - 6) : start]
    if group == "amount":
        amount = _AMOUNT.search(folded, start, end)
        lead = folded[max(0, start - 6) : amount.start() if amount else start]
        return _NO_LIMIT.search(lead) is None
    if _STATE.search(before) or _NO_LIMIT.search(before):
        return False
    if group in ("period", "days"):
        if _WHEN.search(before) is None or folded.startswith(_STARTS, end):
            return False
        return not folded.startswith(_attributes(), end) and not is_banned(folded, end)
    if is_banned(folded, end):
        return False
    return not folded.startswith(_SINCE, end) and was_done(folded, end) is None


@lru_cache(maxsize=1)
def _attributes() -> tuple[str, ...]:
    """Words behind a period that say of which it is: 上半年总结."""
    return tuple(word for word, (section, _) in vocabulary().items() if section == "attributes")


def _is_patched(folded: str, places: list[int], start: int) -> bool:
    """Whether the first figure was put together over a blank: 附件1 2月底前."""
    i = start
    while folded[i : i + 2].isdecimal() and i + 1 < len(folded):
        if places[i + 1] != places[i] + 1:
            return True
        i += 1
    return False
