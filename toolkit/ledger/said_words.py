"""The words that offices type for a status or a progress, taken apart.

Texts come in folded and without blanks.  Words that deny, plan or doubt are looked for before
words that affirm: 未完成, 计划6月完成 and 基本完成 are not done.
"""

from __future__ import annotations

import re
from typing import Final

from toolkit.text import to_int

MONTH_ONLY: Final = re.compile(
    r"\d{2,4}年\d{1,2}月|\d{4}[-/.]\d{1,2}|\d{1,2}月|[一二三四五六七八九十]+月"
)

Status = tuple[str | None, str]
"""A status, or None and why."""

_NOT_STARTED, _GOING, _DONE, _CLOSED = "未开始", "进行中", "已完成", "已销号"

_ENDS: Final = "。.…!！;；,，、:：“”\"'"
_SLIP: Final = re.compile("[己巳](?=[完办销结启落整开])")
_DOUBT: Final = re.compile("[?？]|可能|大概完成|是否")
_PLANS: Final = re.compile(
    "预计|计划|拟|力争|争取|确保|限期|要求|目标|应于|须于|将于"
    "|暂缓|取消|终止|撤销|不涉及|无需|停止|中止|作废"
)
_STARTED_NOT: Final = re.compile(
    "(?:未|没|没有|还没有?|尚未|还未|暂未)(?:启动|开始|开展|办理?|实施|着手|动工|开工|推进|进行)"
)
_FINISHED: Final = (
    "完成|办结|办理完毕|办毕|完毕|完结|了结|办理完结|整改|整改完成|整改到位|落实|落实到位|结项|结案|"
    "完工|竣工|结束|解决|建成"
)
_DENIED: Final = re.compile(
    "(?:未|没|没有|还没有?|尚未|还未|暂未|不能|无法|难以|不得)"
    f"(?:全部|全面|按时|按期|如期|能|予以)*(?:{_FINISHED}|销号|结|到位)"
)
_PARTLY: Final = re.compile(
    "(?:基本|部分|大部分|主体|初步|阶段性?|接近|即将|快要?|将近|多数|分步|逐步|正在|陆续)"
    "(?:已经?)?"
    f"(?:{_FINISHED})"
)
_BEFORE: Final = (
    "(?:已|已经|均已|都已|现已|业已|全部|已全部|全部已|全面|全都|按时|按期|如期|提前|逾期|超期|延期"
    "|顺利|圆满|工作|任务|整体)*"
)
_AFTER: Final = "(?:了|毕|完毕|到位|完成|任务|工作|率?100%)*"
_ALL_DONE: Final = re.compile(f"{_BEFORE}(?:{_FINISHED}|结){_AFTER}")
# An order unless something says that it has happened: 落实, 整改.
_ORDERS: Final = frozenset(
    {"落实", "整改", "解决", "结", "结束", "全面落实", "全面整改", "按时落实", "工作落实"}
)
_IS_CLOSED: Final = re.compile(
    "(?:已|已经|同意|予以|办结|完成|已完成|已办结|全部)*[,，、]?(?:销号|销账|销帐)(?:完毕|了)?"
)
_TO_BE_CLOSED: Final = re.compile(
    "(?:待|申请|提请|拟|报请|已申请|已报|等待)(?:验收)?(?:销号|销账|销帐)(?:中)?"
)
_ONGOING: Final = re.compile(
    "正在.*|在(?:办|建|推进|进行|整改|研|审|编|谈).{0,4}|进行(?:之?中)?|.{0,8}中"
    "|.{0,4}(?:持续|稳步|有序|加快|抓紧|扎实|积极|深入|全面|正常|全力|序时|逐步|继续)"
    "(?:进度)?(?:推进|开展|实施|落实|办理|进行|推动|跟进|坚持|进展)?"
    "|(?:按|按照)?(?:序时|计划|时序)(?:进度)?(?:推进|开展|实施|进行)"
    "|(?:已|已经|刚|刚刚|全面)?(?:启动|开工|开始|开展|部署|动工|着手)(?:实施|办理|建设|推进)?"
    "|(?:长期|常态化?)(?:坚持|推进|开展|落实|化)?|推进|跟进|办理|实施"
)
_WAITING: Final = re.compile("待(?:启动|开展|办理?|开始|实施|开工|推进)|(?:未动|未办|待办)")
_YES: Final = frozenset({"√", "✓", "✔", "☑", "是", "y", "yes", "done", "ok", "对", "v"})
_NO: Final = frozenset({"×", "✗", "✘", "x", "否", "n", "no", "□", "○"})
_TICKED, _UNTICKED = "☑✓✔√■☒", "□☐○"
_STANDARD: Final = (_NOT_STARTED, _GOING, _DONE, _CLOSED)


def status(plain: str) -> Status:
    """The status that a text says, or None with the reason.

    >>> status("全部完成"), status("基本完成")[0], status("未完成")[0], status("已完成80%")[0]
    (('已完成', ''), '进行中', None, '进行中')
    """
    text = _SLIP.sub("已", plain).strip(_ENDS)
    if not text:
        return None, f"“{plain}”看不出是什么状态"
    if _DOUBT.search(plain):
        return None, f"“{plain}”带疑问，请确认"
    if len(text) > 1 and any(c in text for c in _UNTICKED):
        return _ticked(text, plain)
    simple = _simple(text)
    if simple:
        return simple, ""
    if text.casefold() in _NO or _DENIED.fullmatch(text):
        return None, f"“{plain}”说明没有完成，没说是否已经开始，请改为“未开始”或“进行中”"
    bracket = re.fullmatch(r"([^()]+)\(([^()]*)\)", text)
    if bracket:
        return _with_remark(bracket[1], bracket[2], plain)
    parts = [part for part in re.split("[,，;；、/。]", text) if part]
    if len(parts) > 1:
        found = {status(part)[0] for part in parts}
        if len(found) == 1 and None not in found:
            return found.pop(), ""
        return None, f"“{plain}”里不止一个状态"
    likely = next((word for word in _STANDARD if _one_off(text, word)), "")
    hint = f"，是不是“{likely}”" if likely else ""
    return None, f"“{plain}”看不出是什么状态{hint}"


def _simple(text: str) -> str:
    """The status of a text that says one thing; empty where it does not."""
    if text in _STANDARD:
        return text
    if text.casefold() in _YES:
        return _DONE
    if _TO_BE_CLOSED.fullmatch(text):
        return _DONE
    if _IS_CLOSED.fullmatch(text):
        return _CLOSED
    if _STARTED_NOT.fullmatch(text) or _WAITING.fullmatch(text):
        return _NOT_STARTED
    if _PLANS.search(text) or _DENIED.search(text):
        return ""
    share = re.fullmatch(
        r"(?:已|已经)?(?:完成|办结|进度)?(?:率)?(?:约|达|为|至)?(\d+(?:\.\d+)?)%(?:左右)?", text
    )
    if share:
        figure = float(share[1])
        return (
            "" if figure > 100 else _DONE if figure == 100 else _GOING if figure else _NOT_STARTED
        )
    if text == "100":
        return _DONE
    if _PARTLY.fullmatch(text):
        return _GOING
    if text not in _ORDERS and _ALL_DONE.fullmatch(text):
        return _DONE
    return _GOING if _ONGOING.fullmatch(text) else ""


def _with_remark(main: str, remark: str, plain: str) -> Status:
    """已完成（待销号）: what a bracket adds must not turn the word before it round."""
    value = status(main)[0]
    if value is None:
        return None, f"“{plain}”看不出是什么状态"
    said = _simple(remark)
    if said and said != value:
        return None, f"“{plain}”里不止一个状态"
    if not said and (_DENIED.search(remark) or _PLANS.search(remark) or "部分" in remark):
        return None, f"“{plain}”的括号里另有说法，请确认"
    return value, ""


def _ticked(text: str, plain: str) -> Status:
    """☑已完成 □未完成: the option that is ticked."""
    options = re.findall(rf"([{_TICKED}{_UNTICKED}])([^{_TICKED}{_UNTICKED}]+)", text)
    ticked = [word for mark, word in options if mark in _TICKED]
    if len(ticked) != 1:
        return None, f"“{plain}”看不出选了哪一项"
    return status(ticked[0])


def _one_off(text: str, word: str) -> bool:
    """Whether a text is a word with one character wrong."""
    return len(text) == len(word) and sum(a != b for a, b in zip(text, word, strict=True)) == 1


# --- progress ------------------------------------------------------------------------------------

_DIGIT: Final = "一二三四五六七八九"
_FIGURE: Final = re.compile(
    r"(?P<percent>[-+]?\d+(?:\.\d+)?)%"
    rf"|(?P<tenths>[{_DIGIT}十两])成(?P<more>[{_DIGIT}半])?"
    rf"|百分之(?P<hundred>[{_DIGIT}十百零〇两]+|\d+(?:\.\d+)?)"
    rf"|(?P<of>[{_DIGIT}十])分之(?P<parts>[{_DIGIT}十])|(?P<half>一半)"
)
# What turns the figure round, or says that it is none of today's.
_OTHERWISE: Final = re.compile(
    "剩|差|欠|缺|未|没|滞后|落后|不足|不到|低于|预计|计划|目标|力争|拟|应|须|达不到|无法|提高|增长|下降|[?？]"
)
_ROUGHLY: Final = re.compile(r"过半|大半|[一二三四五六七八九][一二三四五六七八九]成")


def percent(plain: str) -> tuple[float | None, str]:
    """The part of one that a text says, or None with the reason.

    >>> percent("约80%")[0], percent("八成五")[0], percent("还差20%")[0], percent("过半")[0]
    (0.8, 0.85, None, None)
    """
    if _ROUGHLY.search(plain):
        return None, f"“{plain}”没有写明百分之几"
    found = list(_FIGURE.finditer(plain))
    if len(found) > 1:
        return None, f"“{plain}”里不止一个百分数"
    if not found:
        said = _simple(plain.strip(_ENDS))
        if said in (_DONE, _CLOSED):
            return 1.0, ""
        return (0.0, "") if said == _NOT_STARTED else (None, f"“{plain}”不是百分数")
    rest = plain[: found[0].start()] + " " + plain[found[0].end() :]
    if re.search(r"[\d%]", rest) or _OTHERWISE.search(rest):
        return None, f"“{plain}”看不出完成了百分之几"
    return _figure(found[0]), ""


def _figure(found: re.Match[str]) -> float:
    if found["percent"]:
        return round(float(found["percent"]) / 100, 6)
    if found["half"]:
        return 0.5
    if found["tenths"]:
        more = found["more"] or ""
        extra = 5 if more == "半" else (to_int(more) or 0) if more else 0
        return round(((to_int(found["tenths"]) or 0) * 10 + extra) / 100, 6)
    if found["hundred"]:
        text = found["hundred"]
        value = (
            float(text) if text[0].isascii() else float(100 if text == "百" else to_int(text) or 0)
        )
        return round(value / 100, 6)
    return round((to_int(found["parts"]) or 0) / (to_int(found["of"]) or 1), 6)
