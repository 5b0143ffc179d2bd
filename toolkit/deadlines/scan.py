"""Time limits inside running text: task contents, covering letters.

Here a time limit must show itself: by 前, 内, 底, by a cycle, by a quarter that stands where a
sentence says when.  A bare year (2021年政务公开), a duration (公开7个工作日), a minimum (不少于30日), a
service target (压缩至5个工作日以内) and the state on a day (截至2022年底) are not limits.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from toolkit.deadlines.resolve import normalise
from toolkit.deadlines.words import BLANKS, FOLD
from toolkit.model import Limit

_CN = "〇零一二两三四五六七八九十"
_BLANK = re.compile(f"[{re.escape(BLANKS)}]")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Candidates in folded, closed-up text; the named group tells on what condition they count."""
    alone = f"(?<![0-9{_CN}])"
    dotted = r"(?:20[0-9]{2}[-./])?(?:1[0-2]|0?[1-9])[-./](?:3[01]|[12][0-9]|0?[1-9])日?"
    year = (
        rf"(?:{alone}(?:20[0-9]{{2}}|[12][0-9](?=年(?:1[0-2]|[1-9])月)|二[〇零][{_CN}]{{2}})年度?"
        "|今年|明年|次年|翌年|当年|本年度|下一年度|下一年|下年度)"
    )
    month = f"(?:{alone}(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
    day = f"(?:(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[{_CN}]?|廿[{_CN}]?|卅一?|[{_CN}])[日号])"
    part = "(?:上旬|中旬|下旬|月?底|月?末)"
    quarter = "(?:第?[一二三四1-4]季度?)"
    half = "(?:[上下]半年)"
    inside = f"(?:{month}(?:{day}|{part})?|{half}(?:底|末)?|{quarter}(?:底|末)?|年底|年末|底|末)"
    point = f"(?:{year}?{inside})"
    clock = "(?:[0-9]{1,2}(?:时|点|:[0-9]{2})|下班|中午)?"
    ended = "(?:之前|以前|前|为止|止)"
    within = "(?:之内|以内|内)"
    numeral = f"(?:[0-9]+|[{_CN}]+)"
    times = (
        f"(?:(?:至少|不少于|不得少于|不低于|最少)?[^,。;、()0-9\n]{{0,12}}?(?:至少|不少于|不得少于|不低于|最少)?"
        f"{numeral}(?:次|场次|场|轮|期|遍))"
    )
    at_least = f"(?:(?:至少|不少于|不得少于)[^,。;、()0-9\n]{{0,8}}?{numeral}(?:次|个|场次|场|轮|期|项|篇|件))"
    period = "(?:个?年度?|半年|个?季度?|个?月|旬|个?星期|周|个?工作日|日|天|两年|两个?月|两周|学期)"
    cycle = f"(?:每{period}|按(?:月|季度?|年度?|周|旬|半年)(?!度)|逐[月周](?!年))"
    weekday = "(?:每周[一二三四五六日](?!次|个)(?:前)?)"
    in_cycle = f"(?:{inside}|{day}|(?:首|末|第[一二三]个)月{day}?(?:底|末|[上中下]旬)?|{part}|结束后{numeral}个?(?:工作日|日|天){within})"
    unit = "(?:个?工作日|个?自然日|个月|个星期|周|星期|日|天|小时|年|个半月)"
    event = r"(?:[^,。;:、()\n]{1,14}?(?:后|之日起|当日起|之日))"
    target = r"(?<!至)(?<!到)(?<!在)" if False else ""
    return re.compile(
        f"(?P<weekday>{weekday})"
        f"|(?P<cycle>{cycle}(?:{in_cycle}(?:[、和及]{in_cycle})*(?:{ended}|{within})?|{times})?)"
        f"|(?P<once>(?:{alone}{numeral}|半)个?(?:年|月|周|季度?)(?:至少)?[一1]次)"
        f"|(?P<amount>{event}?{target}{alone}(?:{numeral}{unit}|半年|半个?月){within})"
        f"|(?P<ended>(?:{point}[、和及至到~-])*(?:{point}|{year}|{month}){clock}{ended})"
        f"|(?P<dotted>(?<![0-9.]){dotted}{ended})"
        f"|(?P<dayrange>{year}?{month}{day}(?:至|到|~|-){year}?(?:{month})?{day})"
        f"|(?P<bare>{year}?(?:{month}(?:{day}|{part})?|{half}|{quarter})(?:至|到|~|-){year}?(?:{month}(?:{day}|{part})?|{half}|{quarter})|{year}?(?:{half}|{quarter})(?:底|末)?|{year}?{month}{part})"
        f"|(?P<within>{year}{within}{at_least}?|{year}?{month}{within}|(?<![0-9{_CN}半本])(?:本|今)?年内{at_least}?)"
        f"|(?P<yearend>{year}(?:年?底|年?末)|(?<![每0-9{_CN}])(?:年底|年末)(?:完成|实现|建成))"
        f"|(?P<goal>到{alone}20[0-9]{{2}}年(?=[,、]))"
    )


#: What before a candidate makes it no limit.
_NOT_BEFORE = re.compile(
    "(?:截至|截止至|压缩至|压缩到|压减至|压减到|缩短至|缩短到|缩短为|压缩为|控制在|缩减至|缩减到|提速至|不少于|不得少于|不低于|至少|为期|连续|"
    "近|最近|过去|未来|满|超过|公开|公示|压缩在|缩短在|不早于|早于|延长|自|从|每)$"
)
#: Where a quarter or a month without 前 says when: at the head of a clause or behind such a word.
_WHEN = re.compile("(?:^|[,。;:、()\n]|于|在|力争|确保|争取|到|至|计划|拟|并|将)$")
_DONE = re.compile(
    "(?:全面|基本|全部|组织)?(?:完成|建成|实现|印发|出台|报送|上报|开展|启动|公布|公开|发布|召开|举办|办结)"
)
_STATE = ("截至", "截止至")


def find_limits(
    text: str, *, year: int | None = None, issued: date | None = None
) -> tuple[Limit, ...]:
    """The time limits that ``text`` states, in the order in which they stand.

    ``text[limit.offset : limit.offset + len(limit.deadline.raw)] == limit.deadline.raw`` holds.
    A limit without a year takes that of the limit before it in the same sentence, else ``year``.

    >>> [x.deadline.raw for x in find_limits("各单位要在2021年底前完成清理，每年至少听取1次汇报。")]
    ['2021年底前', '每年至少听取1次']
    """
    folded = text.translate(FOLD)
    places: list[int] | None = None
    if _BLANK.search(folded):
        places = [i for i, char in enumerate(folded) if char != " " or (text[i] == "\n" and False)]
        folded = "".join([folded[i] for i in places])
    limits = []
    sentence = 0
    named: int | None = None
    for match in _pattern().finditer(folded):
        start, end = match.span()
        if folded.find("。", sentence, start) >= 0:
            named = None
        sentence = start
        start = _anchor_start(folded, start, end) if match.lastgroup == "amount" else start
        if not _counts(folded, match, start, end):
            continue
        if match.lastgroup == "yearend" and folded[end - 2 : end] in ("完成", "实现", "建成"):
            end -= 2
        offset, stop = (start, end) if places is None else (places[start], places[end - 1] + 1)
        if places is not None and _broken_number(folded, places, start):
            continue
        deadline = normalise(text[offset:stop], year=named or year, issued=issued)
        if deadline.kind == "none" and not any(
            note.code in ("D07", "D08") for note in deadline.notes
        ):
            continue
        limits.append(Limit(deadline, offset))
        if deadline.due is not None and re.match("(?:20[0-9]{2}|二[〇零])", folded[start:end]):
            named = deadline.due.year
    return tuple(limits)


def _anchor_start(folded: str, start: int, end: int) -> int:
    """The event before an amount without the words that only lead to it (应当在收到…)."""
    head = re.match(
        ".*?(?:应当在|应在|要在|须在|可在|并在|应当自|应自|要自|须自|应当于|应于|自|在|于|应|须|要|由|按照|按)",
        folded[start:end],
    )
    if head and start + head.end() < end - 3:
        return start + head.end()
    return start


def _counts(folded: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether what stands around a candidate lets it be a limit."""
    group = match.lastgroup
    before = folded[max(0, start - 5) : start]
    if group == "amount":
        amount = re.search(f"(?:[0-9]+|[{_CN}]+|半)[^0-9{_CN}]{{1,6}}$", folded[start:end])
        lead = folded[max(0, start - 5) : start + (amount.start() if amount else 0)]
        return _NOT_BEFORE.search(lead) is None
    if group in ("cycle", "weekday", "once"):
        return True
    if before.endswith(_STATE) or (_NOT_BEFORE.search(before) and group != "within"):
        return False
    if group in ("bare", "dayrange"):
        return bool(_WHEN.search(before)) and not folded.startswith(
            ("起", "施行", "以来", "的"), end
        )
    return True


def _broken_number(folded: str, places: list[int], start: int) -> bool:
    """Whether the first number of a match was put together over a blank: 附件1 2月底前."""
    i = start
    while folded[i : i + 1].isdecimal() and folded[i + 1 : i + 2].isdecimal():
        if places[i + 1] != places[i] + 1:
            return True
        i += 1
    return False
