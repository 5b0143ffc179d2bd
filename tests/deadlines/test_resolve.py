"""What an expression means: the phrase table, and properties of every expression."""

from __future__ import annotations

import time
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.deadlines import next_occurrence, normalise
from toolkit.model import KINDS, Deadline

ISSUED = date(2022, 6, 22)
#: Each table with the day of issue of the notice for which it is read.
TABLES = {"phrases.tsv": ISSUED, "phrases_2024.tsv": date(2024, 3, 14)}


def rows() -> Iterator[tuple[str, str, int | None, date | None]]:
    """Phrase, meaning, year and day of issue of every line of the tables."""
    for name, day in TABLES.items():
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
            if line.startswith("# ") or "\t" not in line:
                continue
            phrase, meaning, *context = line.split("\t")
            words = dict(word.split("=") for word in (context[0].split() if context else ()))
            year = words.get("year", str(day.year))
            issued = words.get("issued", day.isoformat())
            yield (
                phrase.replace("\\n", "\n").replace("\\u3000", "\u3000"),
                meaning.strip(),
                None if year == "-" else int(year),
                None if issued == "-" else date.fromisoformat(issued),
            )


def written(deadline: Deadline) -> str:
    """A deadline in the notation of the table."""
    words: list[str] = [deadline.kind]
    if deadline.start:
        words.append(f"{deadline.start}..{deadline.due or ''}")
    elif deadline.due:
        words.append(str(deadline.due))
    if deadline.recurrence:
        words.append(deadline.recurrence)
    if deadline.times is not None:
        words.append(f"x{deadline.times}")
    if deadline.amount is not None:
        words.append(f"{deadline.amount} {deadline.unit}")
    if deadline.anchor:
        words.append(f"「{deadline.anchor}」")
    if len(deadline.milestones) > 1:
        words.append(f"[{' '.join(map(str, deadline.milestones))}]")
    words += sorted({f"!{note.code}" for note in deadline.notes})
    return " ".join(words)


@pytest.mark.parametrize(("phrase", "meaning", "year", "issued"), list(rows()))
def test_phrase(phrase: str, meaning: str, year: int | None, issued: date | None) -> None:
    deadline = normalise(phrase, year=year, issued=issued)
    assert deadline.raw == phrase
    assert written(deadline) == meaning


def test_the_table_is_large_and_says_each_thing_once() -> None:
    keys = [(phrase, year, issued) for phrase, _, year, issued in rows()]
    assert len(keys) > 400
    assert sorted(map(str, keys)) == sorted(map(str, set(keys)))


# --- every text ------------------------------------------------------------------------------

WORDS = """
2022 2023 22 12 10 6 31 30 0 13 3 一 二 十 廿 两 半 年 月 日 号 季度 周 工作日 个月 天
小时 前 底 末 内 后 起 至 - — ~ . / : 、 ， ； （ ） 每 每年 每月 每季度 末月 年底 月底
上旬 中旬 上半年 明年 次年 本月 下周 五 之日起 收到 完成 长期 坚持 立即 及时 适时 截至
至少 次 不少于 压缩至 即日起 十四五 国庆 春节 第 四 全年 x O l %
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\u3000"])
WILD = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@given(WILD, st.none() | st.integers(2015, 2030), st.none() | st.dates(date(2015, 1, 1)))
@settings(max_examples=1500, deadline=None)
def test_any_text_gives_a_sound_deadline(text: str, year: int | None, issued: date | None) -> None:
    deadline = normalise(text, year=year, issued=issued)
    assert deadline.raw == text
    assert deadline.kind in KINDS
    has_due = deadline.kind in ("date", "range")
    assert (deadline.due is not None) == has_due
    assert (deadline.due in deadline.milestones) == has_due
    assert bool(deadline.recurrence) == (deadline.kind == "recurring")
    if deadline.start and deadline.due:
        assert deadline.start <= deadline.due
    if deadline.kind == "relative":
        assert deadline.anchor or deadline.amount
        assert (deadline.amount is None) == (deadline.unit == "")
    if deadline.kind == "none" and text.strip() and "坚持" not in text:
        assert all(note.text for note in deadline.notes)
    next_occurrence(deadline, ISSUED)  # the rule is one that dateutil accepts


@pytest.mark.parametrize(
    "text",
    ["10月" * 5000, "每" * 20000, "1" * 50000, "（" * 3000, "第一" * 3000, " " * 100000,
     "至少不少于" * 190, "2022年、" * 240, "6月、" * 330, "1-" * 480, "9月15日-" * 160,
     "每月每季度每年" * 140],
)  # fmt: skip
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.perf_counter()
    normalise(text, year=2022)
    assert time.perf_counter() - begin < 1


# --- a date in the many ways of writing it -----------------------------------------------------

DIGITS = "〇一二三四五六七八九"


def chinese(n: int) -> str:
    """A number below a hundred in Chinese writing."""
    tens, ones = divmod(n, 10)
    head = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def forms(day: date) -> list[str]:
    """One day as clerks write it, with its year."""
    y, m, d = day.year, day.month, day.day
    year = "".join(DIGITS[int(c)] for c in str(y))
    return [
        f"{y}年{m}月{d}日前",
        f"{y}年{m:02}月{d:02}日前",
        f"{y} 年 {m} 月 {d} 日 前",
        f"{y}年{m}月{d}日之前",
        f"{y}年{m}月{d}号前",
        f"{y}年{m}月{d}前",
        f"{y}.{m}.{d}前",
        f"{y}-{m:02}-{d:02}",
        f"{y}-{m:02}-{d:02} 00:00:00",
        f"{y}/{m}/{d}",
        f"{y}{m:02}{d:02}前",
        f"{y % 100}年{m}月{d}日前",
        f"{year}年{chinese(m)}月{chinese(d)}日前",
        f"{year.replace('〇', '○')}年{chinese(m)}月{chinese(d)}日",
        f"请于{y}年{m}月{d}日前将书面材料报送县政府办公室",
        f"最迟不晚于{y}年{m}月{d}日。",
        f"（{y}年{m}月{d}日前）",
        f"{y}年{m}月{d}日17:00前",
        f"截止时间：{y}年{m}月{d}日下班前",
    ]


DAYS = st.dates(date(2016, 1, 1), date(2039, 12, 31))


@given(DAYS, st.data())
@settings(max_examples=400)
def test_a_day_is_read_back(day: date, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(forms(day)))
    deadline = normalise(text, year=day.year)
    assert (deadline.kind, deadline.due, deadline.notes) == ("date", day, ())


@given(DAYS, st.data())
@settings(max_examples=300)
def test_full_width_and_blanks_change_nothing(day: date, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([f for f in forms(day) if ":" not in f and "：" not in f]))
    wide = "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and data.draw(st.booleans()) else c for c in text
    )
    places = data.draw(st.sets(st.integers(0, len(wide)), max_size=4))
    blank = data.draw(st.sampled_from([" ", "\n", "\u3000", "\u200b"]))
    spaced = "".join((blank if i in places else "") + c for i, c in enumerate(wide))
    assert normalise(spaced, year=day.year).due == day


# --- phrases put together from parts whose meaning is known ------------------------------------

YEARS = st.sampled_from(
    [("", 2022), ("2022年", 2022), ("2023年", 2023), ("明年", 2023), ("今年", 2022), ("次年", 2023)]
)
HEADS = st.sampled_from(
    ["", "请于", "确保", "力争", "务必在", "原则上", "各乡镇要在", "完成时限："]
)
TAILS = st.sampled_from(
    [
        "",
        "完成",
        "全部完成",
        "完成整改",
        "报送县政府办",
        "建成投用",
        "。",
        "；",
        "（县财政局）",
        "完成100个示范点建设",
    ]
)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@st.composite
def limits(draw: st.DrawFn) -> tuple[str, date]:
    """A phrase and its last day."""
    said, year = draw(YEARS)
    month = draw(st.integers(1, 12))
    name = draw(st.sampled_from([str(month), chinese(month), f"{month:02}"])) + "月"
    before = draw(st.sampled_from(["前", "之前", "以前"]))
    quarter = draw(st.integers(1, 4))
    part, due = draw(
        st.sampled_from(
            [
                (f"{name}底{before}", last_day(year, month)),
                (f"{name}末{before}", last_day(year, month)),
                (f"{name}份底", last_day(year, month)),
                (f"{name}上旬{before}", date(year, month, 10)),
                (f"{name}中旬{before}", date(year, month, 20)),
                (f"{name}下旬", last_day(year, month)),
                (f"{name}15日{before}", date(year, month, 15)),
                (f"{name}五日{before}", date(year, month, 5)),
                (f"第{quarter}季度末{before}", last_day(year, 3 * quarter)),
                (f"{DIGITS[quarter]}季度底{before}", last_day(year, 3 * quarter)),
                (f"年底{before}", date(year, 12, 31)),
                (f"上半年底{before}", date(year, 6, 30)),
                (f"下半年末{before}", date(year, 12, 31)),
            ]
        )
    )
    return said + part, due


@given(limits(), HEADS, TAILS)
@settings(max_examples=500)
def test_put_together(limit: tuple[str, date], head: str, tail: str) -> None:
    text, due = limit
    deadline = normalise(head + text + tail, year=2022)
    assert (deadline.kind, deadline.due) == ("date", due)


@given(
    limits(),
    limits(),
    st.sampled_from(["；", "，", "\n", "、", "完成方案，", "完成摸底；", "完成初稿。"]),
)
@settings(max_examples=500)
def test_two_limits(first: tuple[str, date], second: tuple[str, date], between: str) -> None:
    """Both become milestones, or the phrase is left to a person; never another date."""
    if first[0].startswith(("明年", "2023")) and not second[0].startswith(("20", "今", "明", "次")):
        return  # the second takes its year from the first: tested in the table
    if second[0].startswith("次年") and first[0].startswith(("2023", "明年", "次年")):
        return
    if first[0].startswith("次年") and not second[0].startswith(("20", "今", "明", "次")):
        return
    deadline = normalise(first[0] + between + second[0], year=2022)
    if deadline.kind == "none":
        assert deadline.notes
    else:
        assert deadline.due == max(first[1], second[1])
        assert set(deadline.milestones) == {first[1], second[1]}


@given(DAYS, DAYS, st.sampled_from(["至", "到", "-", "—", "——", "～", "~", "－", "–"]))
@settings(max_examples=300)
def test_a_range_of_two_days(first: date, last: date, to: str) -> None:
    text = f"{first.year}年{first.month}月{first.day}日{to}{last.year}年{last.month}月{last.day}日"
    deadline = normalise(text, year=2022)
    if first <= last:
        assert (deadline.kind, deadline.start, deadline.due) == ("range", first, last)
    else:
        assert (deadline.kind, [note.code for note in deadline.notes]) == ("none", ["D05"])


@given(st.integers(1, 12), st.integers(1, 31), st.sampled_from(["前", "底前", "日前"]))
def test_a_day_that_does_not_exist_is_never_mended(month: int, day: int, tail: str) -> None:
    deadline = normalise(f"{month}月{day}日前", year=2022)
    if day <= monthrange(2022, month)[1]:
        assert deadline.due == date(2022, month, day)
    else:
        assert (deadline.kind, deadline.notes[0].code) == ("none", "D07")


SLIPS = st.sampled_from(list("xOoIl?年月日.、/-一1 前后"))


@given(DAYS, st.integers(0, 12), SLIPS)
@settings(max_examples=600)
def test_a_stray_character_gives_no_far_date(day: date, place: int, slip: str) -> None:
    """One wrong key: the same day, the figures that now stand there, or none with a note."""
    text = f"{day.year}年{day.month}月{day.day}日前"
    place = min(place, len(text) - 1)
    typed = text[:place] + slip + text[place:]
    deadline = normalise(typed, year=2022)
    if deadline.kind == "none":
        assert deadline.notes
    elif deadline.due != day and not deadline.notes:
        assert deadline.due is not None
        year = str(deadline.due.year)
        assert year in typed or year[2:] in typed
        assert str(deadline.due.month) in typed


@pytest.mark.parametrize(
    ("expr", "remarked"),
    [
        ("2062年10月16日前", True),
        ("2062年12月底前", True),
        ("2014年12月底前", True),
        ("2026年12月底前", False),
        ("2027年6月底前", False),
    ],
)
def test_a_far_away_year_is_remarked_on(expr: str, remarked: bool) -> None:
    """The date stands as written; a person is asked whether the year is a slip."""
    found = normalise(expr, year=2026)
    assert found.due is not None and found.due.year == int(expr[:4])
    assert any("太远" in note.text for note in found.notes) == remarked
