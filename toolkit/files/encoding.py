"""Bytes to text: which encoding a file really has, whatever it declares.

Chinese offices send UTF-8, GB18030 (declared as gb2312 or gbk), now and then UTF-16 from Notepad
and Big5.  A strict decode alone does not tell them apart, since Big5 text is mostly valid GB18030
too; so each candidate's text is judged by how many of its characters are ordinary ones.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from toolkit.files.source import Source, unsupported
from toolkit.model import LeftOut, Place

# What stands at the head of character frequency lists for official writing; only the relation
# between two decodings of the same bytes matters, so a few hundred characters are enough.
_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被干做必"
    "战先回则任取据处府研信即市县乡镇街道局委办厅单位责牵配落实督查促推规范务服审批监健完善保障安项目"
    "附号印截止底末旬季周六七八零○〇号序容限责任台账"
    "這為個國時來們對會發動過說產種後學經進著電裡現實兩體機當點從業應開還因無軍與關線內數義間樣"
    "統將組見計別論運農幾區強決戰則據處縣鄉鎮務責單審監範辦廳號項牽實規項目頁續總級設長"
)
_PLAIN = re.compile(
    "[\t\n\r\x0b\x0c\x20-\x7e\xa0\u00b7\u2010-\u203b\u2028\u2029\u2460-\u24ff\u25a0-\u25ff"
    "\u3000-\u303f\u3105-\u312f\u3220-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Every superset is used in place of its subset: pages declared gb2312 contain 镕 and 〇.
_SUPERSETS = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "cp936": "gb18030",
    "x-gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs", "iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "utf-8",
    "us-ascii": "utf-8", "utf8": "utf-8", "unicode": "utf-16",
}  # fmt: skip
_USUAL = ("utf-8", "gb18030", "big5hkscs")
_DECLARABLE = {*_USUAL, "cp1252", "windows-1252", "euc-jp", "shift_jis", "euc-kr"}

MAX_BAD = 0.01
"""More undecodable places per character than this and the bytes are not text in that encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in and the number of places that could not be decoded."""

    text: str
    encoding: str
    bad: int = 0


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """The text of ``data``, or None when the bytes are no text in any encoding known here.

    ``declared`` is what the file says of itself; it is believed only if the bytes agree.

    >>> decode("云溪县人民政府".encode("gbk")).encoding
    'gb18030'
    >>> decode(bytes(range(256)) * 4) is None
    True
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _accept(_attempt(data[len(bom) :], encoding))
    if b"\0" in data:
        return _accept(_utf16(data))
    if (strict := _strict(data, "utf-8")) is not None:
        return _accept(strict)
    if _is_western(data):
        return _accept(_attempt(data, "cp1252"))
    tries = [_attempt(data, name) for name in _candidates(declared)]
    return _accept(max(tries, key=_score))


def _candidates(declared: str) -> list[str]:
    name = declared.strip().strip("\"'").lower()
    name = _SUPERSETS.get(name, name)
    return [name, *(n for n in _USUAL if n != name)] if name in _DECLARABLE else list(_USUAL)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _attempt(data: bytes, encoding: str) -> Decoded:
    strict = _strict(data, encoding)
    if strict is not None:
        return strict
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16(data: bytes) -> Decoded:
    return max((_attempt(data, n) for n in ("utf-16-le", "utf-16-be", "utf-8")), key=_score)


def _is_western(data: bytes) -> bool:
    """Whether the high bytes stand alone among ASCII, as curly quotes in English text do."""
    high = len(_HIGH.findall(data))
    paired = sum(len(run) for run in _HIGH_PAIR.findall(data))
    return high > 0 and paired / high < 0.1 and high / len(data) < 0.1


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON)


def _score(decoded: Decoded) -> float:
    sample = decoded.text[:20_000]
    wide = [c for c in sample if ord(c) > 0x7F]
    if not wide:
        return 1.0 if not _CONTROL.search(sample) else 0.0
    common = _common()
    usual = sum(1 for c in wide if c in common) / len(wide)
    plain = sum(1 for c in sample if _PLAIN.match(c)) / len(sample)
    return usual + plain - 5 * decoded.bad / len(decoded.text)


def _accept(decoded: Decoded) -> Decoded | None:
    text = decoded.text
    if not text:
        return decoded
    # A damaged end (half a character) is no reason to refuse a short file.
    if decoded.bad > 1 and decoded.bad / len(text) > MAX_BAD:
        return None
    sample = text[:100_000]
    control = len(_CONTROL.findall(sample))
    if control > 1 and control / len(sample) > 0.005:
        return None
    if decoded.encoding == "utf-8" and not decoded.bad:
        return decoded
    plain = sum(1 for c in sample if _PLAIN.match(c)) / len(sample)
    return decoded if plain >= 0.8 or decoded.encoding == "cp1252" else None


def decode_text(source: Source, declared: str = "") -> tuple[str, tuple[LeftOut, ...]]:
    """The text of a file and a remark on characters that could not be decoded.

    Raises:
        UnsupportedFormat: the bytes are not text.
    """
    decoded = decode(source.data, declared)
    if decoded is None:
        raise unsupported(
            source.name,
            "的内容不是文字，也不是认识的文档格式",
            "请用能打开它的程序另存为 .docx、.xlsx 或 .txt 后再试。",
        )
    if not decoded.bad:
        return decoded.text, ()
    why = f"有 {decoded.bad} 处字节不是有效的 {decoded.encoding} 编码，以“\ufffd”代替"
    return decoded.text, (LeftOut("", why, Place(source.name)),)
