"""Which encoding bytes really have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.files.encoding import decode

NOTICE = "云溪县人民政府办公室关于印发2022年政务公开重点工作责任分工的通知（云府办发〔2022〕12号）"
TRADITIONAL = "雲溪縣人民政府辦公室關於印發2022年政務公開重點工作責任分工的通知"
RARE = "朱镕基、李〇、龑、㕔、𠮷田"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (NOTICE, "utf-8", "utf-8"),
        (NOTICE, "utf-8-sig", "utf-8"),
        (NOTICE, "gbk", "gb18030"),
        (NOTICE, "gb18030", "gb18030"),
        (NOTICE, "utf-16", "utf-16-le"),
        (NOTICE, "utf-16-le", "utf-16-le"),
        (NOTICE, "utf-16-be", "utf-16-be"),
        (NOTICE, "utf-32", "utf-32-le"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (NOTICE + RARE, "gb18030", "gb18030"),
        ("A notice – with “curly” quotes’ and nothing else", "cp1252", "cp1252"),
        ("plain ASCII\r\n", "ascii", "utf-8"),
        ("序号,任务\n1,公开", "gbk", "gb18030"),
        ("县财政局", "gbk", "gb18030"),
    ],
)
def test_round_trip(text: str, encoding: str, found: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.bad) == (text, found, 0)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "big5", "no-such", "idna", "hex", ""])
def test_a_wrong_declaration_is_not_believed(declared: str) -> None:
    decoded = decode(NOTICE.encode("gbk"), declared)
    assert decoded is not None
    assert decoded.text == NOTICE


def test_declared_gb2312_is_read_as_its_superset() -> None:
    decoded = decode((NOTICE + "镕〇").encode("gbk"), "gb2312")
    assert decoded is not None
    assert decoded.text.endswith("镕〇")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_end_costs_one_character(encoding: str) -> None:
    decoded = decode((NOTICE * 3).encode(encoding)[:-1])
    assert decoded is not None
    assert decoded.text[:-2] == (NOTICE * 3)[: len(decoded.text) - 2]
    assert decoded.bad == 1


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 50, b"\xff\xfe" + b"\x00\xd8" * 40]
)
def test_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None


@given(st.text(alphabet=NOTICE + RARE[:4] + "\n\t 0123ab，。", min_size=1))
def test_utf8_always_comes_back(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text


@given(st.binary(max_size=300), st.text(max_size=12))
def test_any_bytes_decode_or_not(data: bytes, declared: str) -> None:
    decoded = decode(data, declared)
    assert decoded is None or isinstance(decoded.text, str)
