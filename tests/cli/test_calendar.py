"""``taizhang calendar`` and the pinned day of ``taizhang import``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from toolkit.cli.app import app
from toolkit.deadlines import normalise
from toolkit.ledger import ledger_from_notice, read_ledger, write_ledger
from toolkit.model import Notice, Task


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a dated task, a monthly one and one without an end."""
    monkeypatch.chdir(tmp_path)
    raws = ("10月16日前", "每月5日前", "长期坚持")
    tasks = tuple(
        Task(f"{at:03d}", f"任务{at}", lead=("县财政局",), deadline=normalise(raw, year=2026))
        for at, raw in enumerate(raws, 1)
    )
    return write_ledger(ledger_from_notice(Notice(year=2026, tasks=tasks)), tmp_path / "台账.xlsx")


def test_it_counts_entries_and_names_tasks_without_a_date(book: Path, tmp_path: Path) -> None:
    result = run("calendar", book, "-o", tmp_path / "任务.ics")
    assert result.exit_code == 0
    assert "任务.ics（2 条日程）" in result.output
    assert "1 项任务没有确定的日期" in result.output and "003" in result.output
    assert "001" not in result.output
    assert len(Calendar.from_ical((tmp_path / "任务.ics").read_bytes()).walk("VEVENT")) == 2


def test_it_stands_beside_under_the_ledgers_name(book: Path, tmp_path: Path) -> None:
    assert run("calendar", book).exit_code == 0
    assert (tmp_path / "台账.ics").is_file()


def test_the_same_day_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    made = []
    for name in ("一.ics", "二.ics"):
        assert run("calendar", book, "-o", name, "--as-of", "2026-03-05").exit_code == 0
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1] and b"DTSTAMP:20260305T000000Z" in made[0]


def test_nothing_is_overwritten_unless_asked(book: Path, tmp_path: Path) -> None:
    (tmp_path / "台账.ics").write_text("重要")
    refused = run("calendar", book)
    assert refused.exit_code == 1 and (tmp_path / "台账.ics").read_text() == "重要"
    assert run("calendar", book, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("options", "alarms"), [((), 2), (("--remind", 7), 2), (("--remind", 0), 0)]
)
def test_reminders(book: Path, tmp_path: Path, options: tuple[object, ...], alarms: int) -> None:
    assert run("calendar", book, *options).exit_code == 0
    assert (tmp_path / "台账.ics").read_bytes().count(b"BEGIN:VALARM") == alarms


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--unit", "县财政局"), 0), (("--unit", "没有的局"), 2), (("--remind", "-1"), 2),
     (("--as-of", "三月初"), 2)],
)  # fmt: skip
def test_wrong_usage_is_said_in_one_line(book: Path, options: tuple[str, ...], code: int) -> None:
    result = run("calendar", book, *options)
    assert result.exit_code == code
    assert code == 0 or len(result.stderr.strip().splitlines()) == 1


def test_import_pins_the_day_of_the_lights(tmp_path: Path, example: Path) -> None:
    made = []
    for name in ("一.xlsx", "二.xlsx"):
        path = tmp_path / name
        assert run("import", example, "-o", path, "--as-of", "2026-09-30").exit_code == 0
        made.append(path.read_bytes())
    assert made[0] == made[1]
    assert read_ledger(tmp_path / "一.xlsx").settings.as_of == date(2026, 9, 30)
    assert run("import", example, "-o", tmp_path / "三.xlsx").exit_code == 0
    assert read_ledger(tmp_path / "三.xlsx").settings.as_of is None
