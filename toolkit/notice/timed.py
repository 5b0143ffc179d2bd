"""Items that say by when something is done and not by whom: tasks whose units are asked."""

from __future__ import annotations

import re

from toolkit.notice.draft import Draft, Reading
from toolkit.notice.numbering import heading_text
from toolkit.notice.outline import Node

_TIMED = re.compile(
    r"(?:(?:该|此|本)项(?:工作|任务)?)?(?:于|在)?([^，。；于在]{2,24}?前)(?:全面|全部|基本)?完成"
)


def is_timed(section: Node) -> bool:
    """Whether most items of a section say by when something must be done."""
    leaves = [node for node in section.walk() if not node.children]
    timed = sum(bool(_TIMED.search(leaf.text)) for leaf in leaves)
    return len(leaves) > 1 and timed * 2 >= len(leaves)


def read_timed(section: Node, reading: Reading) -> None:
    """The items of a section that name times but no units: tasks whose units are asked."""
    for node in section.walk():
        if node.children:
            reading.leave(node.mark + node.text, "标题", node.place)
            continue
        last = _TIMED.search(node.text[node.text.rstrip("。").rfind("。") + 1 :])
        whole = last if last and last[0].startswith(("该", "此", "本")) else None
        draft = Draft(
            content=node.text,
            place=node.place,
            no=node.number,
            l1=heading_text(section.heading) if node is not section else "",
            deadline=whole[1] if whole else "",
        )
        reading.leave(node.mark, "任务序号", node.place)
        reading.drafts.append(draft)
