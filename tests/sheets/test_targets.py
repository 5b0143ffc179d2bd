"""Where papers may be written: the right ending, never their own input, never a ledger."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import FileProblem, UsageProblem
from toolkit.ledger import Ledger
from toolkit.sheets import make_task_sheets
from toolkit.sheets.bulletin.document import make_bulletin_docx
from toolkit.sheets.bulletin.workbook import make_bulletin
from toolkit.sheets.calendar import make_calendar
from toolkit.sheets.findings_list import write_findings
from toolkit.sheets.targets import check_target, is_ledger, same_file

DAY = date(2026, 9, 20)
MAKERS = {
    ".ics": lambda book, path: make_calendar(book, path, as_of=DAY, overwrite=True),
    ".xlsx": lambda book, path: make_bulletin(
        book, path, month=(2026, 9), as_of=DAY, overwrite=True
    ),
    ".docx": lambda book, path: make_bulletin_docx(
        book, path, month=(2026, 9), as_of=DAY, overwrite=True
    ),
    "list": lambda book, path: write_findings((), path, overwrite=True),
}


@pytest.mark.parametrize("link", ["itself", "symbolic", "hard"])
@pytest.mark.parametrize("kind", MAKERS)
def test_no_paper_ever_replaces_a_ledger(
    ledger: Ledger, written: Path, kind: str, link: str
) -> None:
    before = written.read_bytes()
    target = written.with_name("另一个" + (kind if kind[0] == "." else ".xlsx"))
    if link == "symbolic":
        target.symlink_to(written)
    elif link == "hard":
        os.link(written, target)
    else:
        target.write_bytes(before)
    with pytest.raises(FileProblem, match="台账"):
        MAKERS[kind](ledger, target)
    assert target.read_bytes() == before == written.read_bytes()


def test_task_sheets_do_not_replace_a_ledger_of_their_name(
    ledger: Ledger, written: Path, tmp_path: Path
) -> None:
    (tmp_path / "单").mkdir()
    copy = tmp_path / "单" / "任务单.xlsx"
    copy.write_bytes(written.read_bytes())
    with pytest.raises(FileProblem, match="台账"):
        make_task_sheets(ledger, tmp_path / "单", as_of=DAY, overwrite=True)
    assert copy.read_bytes() == written.read_bytes()


@pytest.mark.parametrize(
    ("kind", "name"), [(".ics", "c.xlsx"), (".xlsx", "b.xls"), (".docx", "b"), ("list", "f.csv")]
)
def test_the_ending_says_what_it_is(ledger: Ledger, tmp_path: Path, kind: str, name: str) -> None:
    with pytest.raises(UsageProblem, match="扩展名"):
        MAKERS[kind](ledger, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_input_is_no_output(put) -> None:
    notice = put("通知.xlsx", b"x")
    link = notice.with_name("清单.xlsx")
    link.symlink_to(notice)
    assert same_file(link, notice) and not is_ledger(notice)
    with pytest.raises(FileProblem, match="自己"):
        check_target(link, (".xlsx",), "问题清单", overwrite=True, inputs=[notice])
