"""Time limits: what the words in 完成时限 mean, and the time limits inside running text.

>>> from datetime import date
>>> limit = normalise("2021年6月底前完成方案，12月底前完成建设")
>>> limit.due, limit.milestones
(datetime.date(2021, 12, 31), (datetime.date(2021, 6, 30), datetime.date(2021, 12, 31)))
"""

from toolkit.deadlines.occurrence import next_occurrence
from toolkit.deadlines.resolve import normalise
from toolkit.deadlines.scan import find_limits

__all__ = ["find_limits", "next_occurrence", "normalise"]
