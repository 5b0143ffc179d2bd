"""Reporting duties that stand in the covering text: …于10月31日前向区政府办公室书面报告…"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from toolkit.deadlines import find_limits
from toolkit.model import Duty
from toolkit.notice.document import Paragraph
from toolkit.notice.numbering import join_lines

_REPORTS = re.compile(
    r"报送|上报|报告|报至|报到|反馈|报(?:[^，。；]{0,16}?(?:室|办|局|委|中心|备案|单位|科|股|处|部|组))|书面|提交|汇总后?报|发送至|报備|報送|書面"
)
_SENTENCE = re.compile(r"[^。；;！？]+[。；;！？]?")


def read_duties(
    paragraphs: Iterable[Paragraph], year: int | None, issued: date | None
) -> tuple[Duty, ...]:
    """The sentences of the covering text that ask for a report by a date or in a cycle."""
    duties: list[Duty] = []
    for paragraph in paragraphs:
        for match in _SENTENCE.finditer(join_lines(paragraph.text)):
            sentence = match[0].strip()
            if not _REPORTS.search(sentence):
                continue
            for limit in find_limits(sentence, year=year, issued=issued):
                quoted = sentence[: limit.offset].count("“") > sentence[: limit.offset].count("”")
                if not quoted and limit.deadline.kind in ("date", "range", "recurring", "relative"):
                    duties.append(Duty(sentence, limit.deadline, paragraph.place))
    return tuple(duties)
