"""Characters: folding that keeps offsets, width, numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import fold, simplify, squeeze, to_int, to_numeral, width


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("２０２２年", "2022年"),
        ("（县财政局）：", "(县财政局):"),
        ("提髙", "提高"),
        ("县财政局　县审计局", "县财政局 县审计局"),
        ("县财政局\u00a0县\u200b审计局", "县财政局 县 审计局"),
        ("⽇期", "日期"),  # a Kangxi radical out of a PDF
        ("⻓期", "长期"),  # a radical that NFKC leaves alone
        ("縣財政局", "縣財政局"),
        ("①、〔甲〕", "①、〔甲〕"),
        ("县\t财\n政", "县\t财\n政"),
    ],
)
def test_fold(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("責任單位", "责任单位"),
        ("完成時限", "完成时限"),
        ("牽頭單位", "牵头单位"),
        ("雲溪縣鄉鎮人民政府辦公室", "云溪县乡镇人民政府办公室"),
        ("區衞健局", "区衞健局"),  # a form that the table does not know stays
        ("市場監督管理局、審計廳、檔案館", "市场监督管理局、审计厅、档案馆"),
        ("縣發展和改革委員會、縣稅務局", "县发展和改革委员会、县税务局"),
    ],
)
def test_simplify(text: str, plain: str) -> None:
    assert simplify(text) == plain


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(simplify(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("县财政局", 8),
        ("A县", 3),
        ("县\nabc", 3),
        ("“六稳”", 8),
        ("ｶﾅ", 2),
        ("e\u0301", 1),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_width_of_ambiguous_characters_in_a_terminal() -> None:
    assert width("“六稳”", ambiguous=1) == 6


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("〇", 0),
        ("五", 5),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("一百零五", 105),
        ("两千", 2000),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("二Ｏ二二", 2022),
        ("2022", 2022),
        ("２０２２", 2022),
        ("一万二千", 12000),
        ("三亿", 300_000_000),
        ("壹拾贰", 12),
        ("", None),
        ("县", None),
        ("十月", None),
        ("O", None),
        ("一" * 30, None),
    ],
)
def test_to_int(numeral: str, number: int | None) -> None:
    assert to_int(numeral) == number


@given(st.integers(0, 9999))
def test_numeral_round_trip(number: int) -> None:
    assert to_int(to_numeral(number)) == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numeral_out_of_range(number: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        to_numeral(number)


@given(st.text())
def test_to_int_never_raises(text: str) -> None:
    to_int(text)


@given(st.text())
def test_squeeze_removes_blanks_only(text: str) -> None:
    assert not any(c.isspace() for c in squeeze(text))
    assert squeeze(squeeze(text)) == squeeze(text)
