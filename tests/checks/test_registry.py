"""The list of problems itself: complete, unique, worded, and extended by one file."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from toolkit.checks import Check, Problem, all_checks, all_problems, problem
from toolkit.model import SEVERITIES, Place

PROBLEMS = all_problems()
IDS = [p.code for p in PROBLEMS]

# What the project promises to look for, and the name by which programs know it: a check that
# vanishes must be missed by somebody, and neither a code nor a name may ever change.
NAMES = {
    "C01": "column-missing",
    "C02": "column-doubled",
    "C03": "column-merged",
    "C04": "cell-changed",
    "C05": "status-otherwise",
    "C06": "status-unknown",
    "C07": "percent-otherwise",
    "C08": "percent-unknown",
    "C09": "date-otherwise",
    "C10": "date-unknown",
    "C11": "id-otherwise",
    "C12": "id-unknown",
    "C13": "row-left-out",
    "C14": "rows-blank",
    "C15": "rows-hidden",
    "C16": "no-result",
    "C17": "cell-struck",
    "C18": "rows-outside",
    "C19": "helper-broken",
    "C21": "row-unknown",
    "C22": "row-changed",
    "C23": "row-exists",
    "C24": "sheet-missing",
    "C25": "cell-merged",
    "D01": "deadline-empty",
    "D02": "deadline-unknown",
    "D03": "deadline-ambiguous",
    "D04": "deadline-before-issue",
    "D05": "deadline-before-start",
    "D06": "deadline-provisional",
    "D07": "deadline-impossible",
    "D08": "deadline-year-unknown",
    "D09": "deadline-several",
    "D10": "deadline-no-date",
    "D11": "deadline-stale",
    "D12": "deadline-differs",
    "R01": "heading-differs",
    "R02": "reporting-duty",
    "R03": "heads-unknown",
    "R04": "row-undecided",
    "R05": "single-unit-paragraph",
    "R06": "year-unknown",
    "R07": "maybe-merged",
    "R08": "text-left-out",
    "R10": "heading-without-tasks",
    "R11": "lead-from-rule",
    "R12": "heading-on-second-row",
    "R13": "year-doubtful",
    "R14": "read-as-notice",
    "R15": "carried-down",
    "R16": "not-understood",
    "R17": "reading-doubtful",
    "R18": "table-not-read",
    "T01": "task-empty",
    "T02": "task-id-doubled",
    "T03": "task-content-doubled",
    "T04": "task-id-missing",
    "T05": "assignment-kept",
    "U01": "unit-empty",
    "U02": "unit-two-names",
    "U03": "unit-both-roles",
    "U04": "unit-separator",
    "U05": "unit-undecided",
    "U06": "unit-level",
    "U07": "unit-completed",
    "U08": "unit-person",
    "U09": "unit-time",
    "U10": "unit-repeated",
    "U11": "unit-brackets",
    "U12": "unit-cell-form",
    "U13": "unit-unknown",
    "U14": "alias-idle",
    "U15": "roster-row-idle",
}


def test_codes_and_names_are_what_was_promised() -> None:
    assert {p.code: p.name for p in PROBLEMS} == NAMES, "a new problem joins the list above"


def test_every_code_that_the_package_uses_is_explained(root: Path) -> None:
    """A grammar or reader that invents a code must come with a class that explains it."""
    used: dict[str, str] = {}
    for path in (root / "toolkit").rglob("*.py"):
        if "checks" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            word = node.value if isinstance(node, ast.Constant) else None
            if isinstance(word, str) and re.fullmatch(r"[CDRTU]\d\d", word):
                used[word] = path.name
    assert {code: used[code] for code in used if code not in IDS} == {}


def test_codes_are_unique_among_the_classes() -> None:
    def classes(cls: type[Problem]) -> list[type[Problem]]:
        return [c for child in cls.__subclasses__() for c in (child, *classes(child))]

    codes = [c.code for c in classes(Problem) if c.code and c.__module__.startswith("toolkit.")]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("cls", PROBLEMS, ids=IDS)
def test_each_problem_has_its_words(cls: type[Problem]) -> None:
    assert re.fullmatch(r"[A-Z]\d\d", cls.code)
    assert cls.severity in SEVERITIES
    for words in (cls.title, cls.description, cls.example, cls.message, cls.fix):
        assert re.search(r"[\u4e00-\u9fff]", words), "for the clerk, so in Chinese"
    assert len(cls.title) <= 16, "a title stands in a narrow column"


@pytest.mark.parametrize("cls", PROBLEMS, ids=IDS)
def test_each_template_can_be_filled(cls: type[Problem]) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(cls.message + cls.fix) if name}
    words = {name: f"<{name}>" for name in fields - {"value"}}
    finding = cls.finding(Place(row=3), "看到的", **words)
    assert finding.code == cls.code
    assert all(word in finding.message + finding.fix for word in words.values())


def test_problem_finds_a_code_in_any_case() -> None:
    assert problem(" d03 ").code == "D03"
    assert problem("Deadline-Ambiguous").code == problem("deadline_ambiguous").code == "D03"
    with pytest.raises(KeyError):
        problem("Z99")


def test_a_class_defined_elsewhere_does_not_join() -> None:
    class Mine(Check):
        code = "Z01"

    all_problems.cache_clear()
    try:
        assert Mine not in all_problems()
    finally:
        all_problems.cache_clear()
        all_checks.cache_clear()


def test_a_value_in_braces_or_very_long_does_no_harm() -> None:
    finding = problem("R04").finding(Place(), "{oops} " + "长" * 500)
    assert "{oops}" in finding.message
    assert len(finding.message) < 120
    assert len(finding.value) > 500


def test_adding_a_check_is_adding_one_file(tmp_path: Path, root: Path) -> None:
    import shutil

    copy = tmp_path / "toolkit"
    shutil.copytree(root / "toolkit", copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "checks" / "task_too_long.py").write_text(
        textwrap.dedent(
            '''
            """T99: a content of more than 500 characters."""
            from toolkit.checks.base import Check

            class TaskTooLong(Check):
                code, title, message = "T99", "内容太长", "内容太长：{value}"

                @classmethod
                def run(cls, subject):
                    for task in subject.tasks:
                        if len(task.content) > 500:
                            yield cls.finding(subject.place(task, "content"), task.content)
            '''
        ),
        encoding="utf-8",
    )
    script = (
        "from toolkit.checks import *; from toolkit.model import *;"
        "s = Subject(Notice(tasks=(Task(id='1', content='x' * 501),)));"
        "print('T99' in [f.code for f in run_checks(s)])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "True"
