"""Item numbers that stand right before a figure: 8.15岁以上人群…, 7.10月底前….

Alone such a beginning may be a decimal; where the items are counted, it is the next number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.document import Paragraph
from toolkit.notice.numbering import THIRD, join_lines, number_value, split_number

_BEFORE_FIGURE = re.compile(r"(\s*\d{1,3})[.．](?=\d)")
_LEADING = re.compile(r"\s*(\d{1,3})[.．、]")


def with_counted_numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with 、 for the point of numbers that count on (or begin a count).

    >>> texts = ("7.公开目录", "8.15岁以上人群", "3.5万亩农田")
    >>> [p.text for p in with_counted_numbers([Paragraph(t) for t in texts])]
    ['7.公开目录', '8、15岁以上人群', '3.5万亩农田']
    """
    numbers = {int(m[1]) for p in paragraphs if (m := _LEADING.match(p.text))}
    last = 0
    marked: list[Paragraph] = []
    for paragraph in paragraphs:
        match = _BEFORE_FIGURE.match(paragraph.text)
        numbered = split_number(join_lines(paragraph.text))
        if match and not numbered.mark:
            value = int(match[1])
            if value == last + 1 or (value == 1 and 2 in numbers):
                text = match[1] + "、" + paragraph.text[match.end() :]
                paragraph, last = Paragraph(text, paragraph.place), value
        elif numbered.rank >= THIRD and number_value(numbered.number):
            last = number_value(numbered.number)
        marked.append(paragraph)
    return marked
