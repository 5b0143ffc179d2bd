"""What number formats make of stored numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.workbook.read.cellformat import (
    BUILTIN,
    Shown,
    date_parts,
    plain,
    show,
    show_text,
    stored,
)
from toolkit.workbook.read.date_format import moment_of, serial_of

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
        (3.0, "General", "3", None),
        (0.1 + 0.2, "General", "0.3", None),
        (2.5, "0.00", "2.50", None),
        (2026.1, "0.00", "2026.10", None),
        (2026.1, "0.00_ ", "2026.10", None),
        (2026.1, "0.00_);(0.00)", "2026.10", None),
        (-3, "0.00_);(0.00)", "(3.00)", None),
        (-3, "0;[Red]-0", "-3", None),
        (0, '0;-0;"无"', "无", None),
        (2026.1, '0.00"前"', "2026.10前", None),
        (20261016, '0000"年"00"月"00"日"', "2026年10月16日", None),
        (12.3456, "#.##", "12.35", None),
        (0.5, "#.##", ".5", None),
        (1234.5, "#,##0.00_ ", "1,234.50", None),
        (999, "#,##0", "999", None),
        (-1234567, "#,##0", "-1,234,567", None),
        (12345, "0,", "12", None),
        (0.355, "0%", "36%", None),
        (-0.001, "0.0", "0.0", None),
        (1.005, "0.00", "1.01", None),
        (123456, "0.00E+00", "1.23E+05", None),
        (3, '[=1]"是";[=0]"否";0', "3", None),
        (1, '[=1]"是";"否"', "是", None),
        (5, "[>100]0.0;0", "5", None),
        (-5, "[<0]0;0", "5", None),
        (5, "¥#,##0.00", "¥5.00", None),
        (5, "_ ¥* #,##0_ ", "¥5", None),
        (44896, 'yyyy"年"m"月底前"', "2022年12月底前", None),
        (44896, 'yyyy"年"m"月末"', "2022年12月末", None),
        (DAY, 'yyyy"年"m"月"d"日前"', "2022年10月16日前", None),
        (DAY, '"截至"yyyy/m/d', "截至2022/10/16", None),
        (DAY, "yyyy.mm", "2022年10月", None),
        (DAY, "aaaa", "星期日", None),
        (DAY, 'yyyy"年"m"月"d"日" aaaa', "2022-10-16", date(2022, 10, 16)),
        (1.5, "[h]:mm", "36:00", None),
        (5, "G/通用格式", "5", None),
        (5, '0.00"d"', "5.00d", None),
        (5, "[Red]0", "5", None),
        (5, '"年度"0', "年度5", None),
        (0.35, "0%", "35%", None),
        (0.355, "0.0%", "35.5%", None),
        (7, "000", "007", None),
        (12, "[DBNum1][$-804]General", "一十二", None),
        (12, "[DBNum1]0", "一二", None),
        (3, "[DBNum2][$-804]General", "叁", None),
        (10, '0"月底前"', "10月底前", None),
        (5, '"第"0"项"', "第5项", None),
        (5, "@", "5", None),
        (1234567, "#,##0", "1,234,567", None),
        (1e20, "General", "1e+20", None),
    ],
)
def test_show(number: float, code: str, text: str, value: date | None) -> None:
    assert show(number, code) == Shown(text, value)


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (-5, "yyyy/m/d", "-5"),
        (9e9, "yyyy/m/d", "9000000000"),
        (0.5, "# ?/?", "0.5"),
        (7, ";;;", "7"),
        (0, "0;-0;", "0"),
        (1.5, "[DBNum1]0", "1.5"),
        (12345.0, "##0.0E+0", "12345"),
    ],
)
def test_what_is_not_shown_as_in_excel_is_told(number: float, code: str, text: str) -> None:
    assert show(number, code) == Shown(text, exact=False)


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("6月底", "General", "6月底"),
        ("6月底", "@", "6月底"),
        ("6月底", '@"前"', "6月底前"),
        ("6月底", '0;-0;0;"截至"@', "截至6月底"),
        ("6月底", "yyyy-mm-dd", "6月底"),
        ("6月底", ";;;", "6月底"),
    ],
)
def test_text_in_a_format(text: str, code: str, shown: str) -> None:
    assert show_text(text, code).text == shown


@pytest.mark.parametrize(
    ("number", "code", "value"),
    [
        (46203, "yyyy-mm-dd", date(2026, 6, 30)),
        (46203, "yyyy-mm", date(2026, 6, 30)),
        (46203.5, "yyyy-mm-dd", datetime(2026, 6, 30, 12)),
        (46203.9999999, "yyyy-mm-dd", date(2026, 7, 1)),
        (0.75, "h:mm", time(18)),
        (1.5, "[h]:mm", timedelta(hours=36)),
        (0, "yyyy-mm-dd", 0.0),
        (-1, "yyyy-mm-dd", -1.0),
        (5, '0.00"d"', 5.0),
        (5, "[Red]0", 5.0),
        (5, '"年度"0', 5.0),
        (2, '[=1]yyyy"年";0', 2.0),
    ],
)
def test_kind_of_value(number: float, code: str, value: object) -> None:
    assert stored(number, code) == value


@given(st.integers(61, 2_956_000), st.booleans())
def test_there_and_back(serial: int, epoch_1904: bool) -> None:
    moment = moment_of(serial, epoch_1904)
    assert serial_of(moment, epoch_1904) == serial


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
    | st.text('ymdhsae0#?.,%/"\\[];_*<>=年月日DBNum1@E+', max_size=20),
)
def test_anything_is_shown(number: float, code: str) -> None:
    assert isinstance(show(number, code).text, str)
    assert isinstance(stored(number, code), float | date | time | timedelta)
    show_text("字", code)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_keep_every_digit(number: int) -> None:
    assert plain(float(number)) == str(number)
