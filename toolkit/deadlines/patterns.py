"""The pattern that cuts an expression into tokens."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.deadlines.words import section, vocabulary, words_pattern

_NUMERAL = "(?:[0-9]+|[〇零一二两三四五六七八九十廿卄卅百]+)"


def _alternatives(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(section(name), key=len, reverse=True))


@lru_cache(maxsize=1)
def token_pattern() -> re.Pattern[str]:
    """One pattern for all tokens; the name of its last group tells the kind."""
    units, periods = _alternatives("units"), _alternatives("periods")
    measures = _alternatives("measures")
    acts = f"次(?!性)|报(?!送|告|道|备|表|名)|{_alternatives('acts')}"
    amounts = "|".join(word for word in section("amounts") if word[0] == "半")
    full = "|".join(word for word in section("amounts") if word[0] != "半")
    # 十四五 begins like a number; the holidays among such words (十一) have a rule of their own.
    begins_as_number = re.compile(f"第|{_NUMERAL}")
    figures = [
        word
        for word, (name, _) in vocabulary().items()
        if begins_as_number.match(word) and name != "holidays"
    ]
    words = [w for w in vocabulary() if w not in figures]
    starts_number = "(?=[第0-9〇零一二两三四五六七八九十廿卄卅百])"
    numeric = "|".join(
        [
            r"(?P<iso>(?P<iy>(?:19|20)[0-9]{2})(?P<is>[-./])(?P<im>[0-9]{1,2})"
            r"(?:(?:(?P=is)|月)(?P<id>[0-9]{1,2})[日号]?|月)?(?![0-9年月个]|(?P=is)[0-9]))",
            r"(?P<iso8>(?P<y8>20[0-9]{2})(?P<m8>0[1-9]|1[0-2])(?P<d8>[0-3][0-9])(?![0-9]))",
            r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}[时点](?:[0-9]{1,2}分|半|整)?"
            r"|(?:十[一二]?|[一二三四五六七八九两])点(?:半|整|钟)?)",
            r"(?P<md>(?<![月份])(?P<mm>[0-9]{1,2})(?P<ms>[-./])(?P<mdd>[0-9]{1,2})"
            rf"(?:(?<!-[0-9])(?<!-[0-9]{{2}})[日号]|(?![0-9.年月日号]|(?P=ms)[0-9]|个?(?:{units})|{measures})))",
            rf"(?P<decimal>[0-9]+(?:[./][0-9]+)+(?:{measures}|个百分点)?(?![0-9年月日]))",
            r"(?P<glued>[0-9]{1,3}[A-HJ-NP-WYZ]+(?![0-9年月日]))",
            r"(?P<program>(?:[0-9]|[一二两三四五六七八九十])年(?:行动|计划|规划|攻坚|滚动|制))",
            rf"(?P<once>(?P<on>(?:[0-9]{{1,2}}|[一二两三四五六])?)(?:个)?(?P<op>{periods})"
            rf"(?:至少)?(?:一|1)(?:{acts}))",
            rf"(?P<n>(?P<nth>第)?(?P<num>{_NUMERAL})(?:(?P<unit>{units})|(?P<measure>{measures}))?)",
        ]
    )
    return re.compile(
        # 十一前 is a holiday, 十一月 a month: in figures a holiday needs a word behind it.
        r"(?P<holiday>(?:五一|六一|七一|八一|十一|三八)(?=之?前|以前|假|期间|节|黄金|国际))"
        rf"|(?P<nthday>(?P<nback>倒数)?(?:第(?P<nno>{_NUMERAL})|首|头[一1]|"
        r"(?P<nlast>最后[一1]))"
        r"(?:(?<!后[一1])(?P<nday>[日天])|个?(?P<nwhat>工作日|(?:周|星期|礼拜)(?:[一二三四五六日天](?!个|年|月)|(?![期年岁边0-9]))))(?:的)?)"
        rf"|(?P<fullamount>{full})"
        rf"|(?P<figure>{words_pattern(figures)})"
        rf"|{starts_number}(?:{numeric})"
        rf"|(?P<every>每隔?(?:(?P<en>{_NUMERAL})个?(?P<ep>{periods})))"
        rf"|(?P<eonce>(?P<emark>[每半双全])?个?(?P<eop>{periods})(?:至少)?(?:一|1)(?:{acts}))"
        rf"|(?P<amount>(?:{amounts})(?!报))"
        r"|(?P<weekday>(?P<wk>每个?|本|这|下下|下|上)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])"
        r"(?!个|年|月))"
        rf"|(?P<firstq>前(?P<fq>{_NUMERAL})个?季度)"
        rf"|(?P<firstn>前{_NUMERAL}(?!个?(?:{units}))(?:{measures}))"
        r"|(?P<number>[〔\[(](?:19|20)[0-9]{2}[〕\])]第?[0-9]+号?"
        r"|\((?:19|20)[0-9]{2}年?(?:本|版|修订|修正|第[0-9]+号|度)[^)]{0,12}\))"
        r"|(?P<q>[Qq][1-4](?:季度?)?(?![0-9])|[ⅠⅡⅢⅣ]季度?)"
        r"|(?P<asitcomes>随(?![时之后意机即同着])[^\W\d_]{1,3}随[^\W\d_]{1,2})"
        r"|(?P<code>[A-Za-z][A-Za-z0-9]*)"
        rf"|(?P<word>{words_pattern(words)})"
    )
