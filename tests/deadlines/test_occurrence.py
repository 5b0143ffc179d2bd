"""When a limit falls due next."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.deadlines import next_occurrence, normalise


@pytest.mark.parametrize(
    ("phrase", "on", "due"),
    [
        ("10月16日前", date(2022, 7, 1), date(2022, 10, 16)),
        ("10月16日前", date(2022, 11, 1), date(2022, 10, 16)),  # overdue stays due
        ("9月15日-25日", date(2022, 9, 20), date(2022, 9, 25)),
        ("每月25日前", date(2022, 7, 25), date(2022, 7, 25)),
        ("每月25日前", date(2022, 7, 26), date(2022, 8, 25)),
        ("每月25日前", date(2022, 12, 26), date(2023, 1, 25)),
        ("每月30日前", date(2022, 2, 3), date(2022, 2, 28)),
        ("每月底前", date(2024, 2, 3), date(2024, 2, 29)),
        ("每月坚持", date(2022, 7, 1), date(2022, 7, 31)),
        ("每月坚持", date(2022, 7, 31), date(2022, 7, 31)),
        ("每季度", date(2022, 5, 5), date(2022, 6, 30)),
        ("每半年", date(2022, 7, 1), date(2022, 12, 31)),
        ("每年", date(2022, 7, 1), date(2022, 12, 31)),
        ("每季度末月20日前", date(2022, 7, 1), date(2022, 9, 20)),
        ("每季度首月10日前", date(2022, 11, 1), date(2023, 1, 10)),
        ("每年1月31日前", date(2022, 2, 1), date(2023, 1, 31)),
        ("每年6月15日、12月20日前", date(2022, 6, 16), date(2022, 12, 20)),
        ("每年6月15日、12月20日前", date(2022, 12, 21), date(2023, 6, 15)),
        ("每周五前", date(2022, 6, 22), date(2022, 6, 24)),
        ("每周", date(2022, 6, 22), date(2022, 6, 26)),  # a Sunday
        ("每日", date(2022, 6, 22), date(2022, 6, 22)),
        ("每个工作日", date(2022, 6, 25), date(2022, 6, 27)),
        ("每旬", date(2022, 6, 22), date(2022, 6, 30)),
        ("7月起，每月底前报送进展", date(2022, 3, 1), date(2022, 7, 31)),
        ("7月-9月每月25日前", date(2022, 9, 26), None),
        ("长期坚持", date(2022, 6, 22), None),
        ("及时公开", date(2022, 6, 22), None),
        ("收到后5个工作日内", date(2022, 6, 22), None),
        ("", date(2022, 6, 22), None),
    ],
)
def test_next_occurrence(phrase: str, on: date, due: date | None) -> None:
    assert next_occurrence(normalise(phrase, year=2022), on) == due
