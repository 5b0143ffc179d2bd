"""What number formats make of stored numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.workbook.read.cellformat import BUILTIN, Shown, date_parts, plain, show

DAY = 44850  # 2022-10-16


@pytest.mark.parametrize(
    ("number", "code", "text", "value"),
    [
        (DAY, "yyyy/m/d", "2022-10-16", date(2022, 10, 16)),
        (DAY, "yyyy-mm-dd;@", "2022-10-16", date(2022, 10, 16)),
        (DAY, '[$-804]yyyy"年"m"月"d"日";@', "2022-10-16", date(2022, 10, 16)),
        (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2022-10-16", date(2022, 10, 16)),
        (DAY, "mm-dd-yy", "2022-10-16", date(2022, 10, 16)),
        (DAY + 0.5, "yyyy/m/d h:mm", "2022-10-16 12:00", date(2022, 10, 16)),
        (DAY, "yyyy/m/d h:mm", "2022-10-16", date(2022, 10, 16)),
        (DAY, 'm"月"d"日"', "10月16日", None),
        (DAY, 'yyyy"年"m"月"', "2022年10月", None),
        (DAY, "mmm-yy", "2022年10月", None),
        (DAY, "yyyy", "2022年", None),
        (0.75, "h:mm", "18:00", None),
        (0.75, 'h"时"mm"分"', "18:00", None),
        (DAY, "General", "44850", None),
        (DAY, "0_ ", "44850", None),
        (1, "yyyy/m/d", "1900-01-01", date(1900, 1, 1)),
        (61, "yyyy/m/d", "1900-03-01", date(1900, 3, 1)),
        (-5, "yyyy/m/d", "-5", None),
        (9e9, "yyyy/m/d", "9000000000", None),
        (3.0, "General", "3", None),
        (0.1 + 0.2, "General", "0.3", None),
        (2.5, "0.00", "2.5", None),
        (0.35, "0%", "35%", None),
        (0.355, "0.0%", "35.5%", None),
        (7, "000", "007", None),
        (12, "[DBNum1][$-804]General", "一十二", None),
        (12, "[DBNum1]0", "一二", None),
        (3, "[DBNum2][$-804]General", "叁", None),
        (10, '0"月底前"', "10月底前", None),
        (5, '"第"0"项"', "第5项", None),
        (5, "@", "5", None),
        (1234567, "#,##0", "1234567", None),
        (1e20, "General", "1e+20", None),
    ],
)
def test_show(number: float, code: str, text: str, value: date | None) -> None:
    assert show(number, code) == Shown(text, value)


def test_the_other_epoch() -> None:
    assert show(DAY - 1462, "yyyy/m/d", epoch_1904=True).value == date(2022, 10, 16)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("General", ""), ("0.00", ""), ("@", ""), ('"年"0', ""), ("#,##0.00_ ;[Red]-#,##0.00", ""),
        ("yyyy-mm-dd hh:mm:ss", "ymdt"), ("mm:ss.0", "t"), ("[h]:mm", "t"), ("m/d", "md"),
        ("上午/下午h\"时\"mm\"分\"", "t"), ("0%", ""), ("0.00E+00", ""), ("[Red]0", ""),
        ("[Yellow]0", ""),
    ],
)  # fmt: skip
def test_date_parts(code: str, parts: str) -> None:
    assert date_parts(code) == parts


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(sorted(BUILTIN.values()))
    | st.text('ymdhs0#.%"\\[];年月日DBNum1@', max_size=20),
)
def test_anything_is_shown(number: float, code: str) -> None:
    assert isinstance(show(number, code).text, str)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_keep_every_digit(number: int) -> None:
    assert plain(float(number)) == str(number)
