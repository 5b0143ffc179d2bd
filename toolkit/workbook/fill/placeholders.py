"""What to say about a placeholder that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 60


def unknown(sheet: str, cell: str, key: str, known: Iterable[str]) -> str:
    """The message for one: where it stands, what it may have meant, what there is.

    >>> print(unknown("单", "D6", "科室", ["单位"]))
    模板工作表“单”单元格 D6 的占位符 {{科室}} 不认识，可用的有：单位。
    """
    names = sorted(known)
    meant = likely(key, names)
    hint = f"是不是 {' 或 '.join(f'{{{{{name}}}}}' for name in meant)}？" if meant else ""
    shown = "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")
    return (
        f"模板工作表“{sheet}”单元格 {cell} 的占位符 {{{{{key}}}}} 不认识，{hint}可用的有：{shown}。"
    )


def likely(key: str, known: Iterable[str]) -> list[str]:
    """Known placeholders that someone may have meant, the likeliest first, three at most.

    >>> likely("内容", ["任务.内容", "任务.职责", "单位"])
    ['任务.内容']
    """
    names = list(known)
    plain = key.replace("．", ".").replace("。", ".").replace(" ", "")
    same = [n for n in names if n == plain or n.rpartition(".")[2] == plain.rpartition(".")[2]]
    return list(dict.fromkeys(same + get_close_matches(plain, names, 3, 0.5)))[:3]
