"""The house stands: arrows run down, no circles, no module too long, one name one file, no face.

Every import counts, also one inside a function and one for type checkers only: what needs another
file to be understood depends on it, whenever it is loaded.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

# The rooms from the top floor down; each may import from the floors below it, not from its own
# floor's other rooms and not from above.  docs/development.md shows the same lines.
FLOORS = (
    ("cli", "live"),
    ("actions",),
    ("scripting",),
    ("sheets", "monthly"),
    ("figures", "review", "hosts"),
    ("notice", "ledger"),
    ("checks",),
    ("workbook", "lights"),
    ("units", "deadlines"),
    ("files",),
    ("months", "resources"),
    ("model", "text", "numerals", "limits", "errors", "progress", "workdays"),
)
FLOOR = {room: at for at, rooms in enumerate(FLOORS) for room in rooms}
# The library's own face (``import toolkit``) names everything for type checkers and imports none
# of it; ``python -m toolkit`` is the command line.
FACES = {"toolkit", "toolkit.__main__"}

# Arrows that are known to run up, and who is to turn them round; each must still be there.
KNOWN_UP: dict[tuple[str, str], str] = {}

LONGEST = 400

# File names that stand more than once, each with its reason.
TWICE = {
    "__init__.py": "Python's own",
    # A command's file bears the command's name, whatever the file that does the work is called.
    "calendar.py": "the command and the paper",
    "roster.py": "the command and the roster itself",
    "history.py": "the command and a month's past figures",
    "undo.py": "the command and the taking back",
    "read.py": "the command, and the reading of a ledger",
    "refresh.py": "the command, and what a ledger needs to be in step",
    # One file a problem: the folder says whose.
    "empty.py": "checks: of a task, of units, of a deadline",
    "remarks.py": "checks: of units, of a deadline",
    # Two grammars of the same build.
    "grammar.py": "of units and of deadlines",
    "scan.py": "of units and of deadlines",
    "phrases.toml": "of units and of deadlines",
    # One file a format: the folder says what becomes of it.
    "pdf.py": "read in notice/formats, printed in sheets",
    "text.py": "a format of notices; characters",
    "grid.py": "a notice's tables; the sheets of a workbook",
    # Columns, rows and heads of a notice are guessed, those of a ledger are known.
    "build.py": "a notice is built of rows, a ledger of a notice",
    "columns.py": "of a notice's tables, of the ledger",
    "rows.py": "of a notice's tables, of the ledger",
    "heads.py": "of a notice's tables, of a workbook; the head words of a body's name",
    "document.py": "a notice as paragraphs and tables; the bulletin as a document",
    "outcome.py": "of a command; of a write to a workbook",
    "layout.py": "where a notice's lines stand; which columns a sheet's table has",
    "counted.py": "counted deadlines; counted lists",
    "frame.py": "a pandas frame; the frame of a printed sheet",
    "roles.py": "of a notice's columns; in a responsibility cell",
    "words.py": "of deadlines; of the bulletin",
}


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, Path]:
    """Every module of the package with its file."""
    found = {}
    for path in sorted((root / "toolkit").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@pytest.fixture(scope="module")
def arrows(files: dict[str, Path]) -> dict[str, set[str]]:
    """What each module imports of the package, wherever the import stands."""
    return {name: set(_imported(path, set(files))) - {name} for name, path in files.items()}


def _imported(path: Path, known: set[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("toolkit"))
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert not node.level, f"{path}: imports are absolute, so that they can be read"
            if module.partition(".")[0] == "toolkit":
                for alias in node.names:
                    inner = f"{module}.{alias.name}"
                    yield inner if inner in known else module


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


# --- arrows -------------------------------------------------------------------------------------


def test_every_room_has_its_floor(files: dict[str, Path]) -> None:
    assert {room(module) for module in files if module not in FACES} <= FLOOR.keys()


def test_arrows_run_down(arrows: dict[str, set[str]]) -> None:
    up = {
        (module, other)
        for module, others in arrows.items()
        for other in others
        if module not in FACES and room(module) != room(other)
        if other not in FACES and FLOOR[room(other)] <= FLOOR[room(module)]
    }
    assert up - KNOWN_UP.keys() == set()
    assert KNOWN_UP.keys() - up == set(), "turned round: take it off the list"


def test_only_the_top_floors_know_the_face_of_the_library(arrows: dict[str, set[str]]) -> None:
    knows = {room(module) for module, others in arrows.items() if others & FACES}
    assert knows <= {"cli", "live", "__main__"}


def test_no_circles(arrows: dict[str, set[str]]) -> None:
    assert circles(arrows) == []


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import one another, by way of others too."""
    left = {module: set(others) & arrows.keys() for module, others in arrows.items()}
    while True:
        # What imports nothing that is left, or is imported by nothing that is left, is in none.
        imported = set().union(*left.values()) if left else set()
        loose = {module for module, others in left.items() if not others or module not in imported}
        if not loose:
            break
        left = {m: others - loose for m, others in left.items() if m not in loose}
    return [sorted(left)] if left else []


def test_a_circle_would_be_found() -> None:
    """The finder itself: through three files, beside files that are in none."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}) == [
        ["a", "b", "c"]
    ]
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_the_page_shows_the_same_floors(root: Path) -> None:
    page = (root / "docs" / "development.md").read_text(encoding="utf-8")
    for at, rooms in enumerate(FLOORS, 1):
        assert re.search(rf"^{at:2}  {', '.join(rooms)}(?:  |$)", page, re.MULTILINE), rooms


# --- files --------------------------------------------------------------------------------------


def test_no_module_is_too_long(files: dict[str, Path]) -> None:
    lengths = {m: len(p.read_text(encoding="utf-8").splitlines()) for m, p in files.items()}
    assert {m: length for m, length in lengths.items() if length > LONGEST} == {}


def test_no_file_name_stands_twice_without_need(root: Path) -> None:
    names = Counter(
        path.name
        for path in (root / "toolkit").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )
    twice = {name for name, count in names.items() if count > 1}
    assert twice - TWICE.keys() == set(), "find a better name, or give a reason here"
    assert TWICE.keys() - twice == set(), "stands once now: take it off the list"


# --- words --------------------------------------------------------------------------------------

CHINESE = re.compile(r"[一-鿿]")
FACE = re.compile(r"(?<![A-Za-z0-9-])--[a-z]|\btaizhang [a-z]")


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in a module that is no docstring; the pieces of an f-string in one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [v for v in node.values if isinstance(v, ast.Constant)]
            inside |= {id(piece) for piece in pieces}
            yield node.lineno, "".join(str(piece.value) for piece in pieces)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in inside
        ):
            yield node.lineno, node.value


def test_no_message_below_a_face_names_an_option_or_a_command(files: dict[str, Path]) -> None:
    """What a clerk clicks is no option; an error says what to change as data instead."""
    wrong = [
        f"{module}:{line}: {text}"
        for module, path in files.items()
        if room(module) != "cli" and module not in FACES
        for line, text in _literals(path)
        if CHINESE.search(text) and FACE.search(text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "faced"),
    [
        ("加 --force 覆盖", True),
        ("运行 taizhang refresh", True),
        ("加上--force", True),
        ("台账工具箱（taizhang）", False),
        ("2026--2027年", False),
    ],
)
def test_a_face_is_known_when_it_is_seen(text: str, faced: bool) -> None:
    assert bool(FACE.search(text)) is faced


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def test_an_error_names_only_parameters_that_exist(root: Path) -> None:
    """Else the command line has nothing to advise, and nobody notices."""
    from toolkit.actions.registry import actions

    known = {parameter.name for one in actions() for parameter in one.parameters}
    commands = {one.name for one in actions()}
    named: dict[str, set[str]] = defaultdict(set)
    for path in (root / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func).endswith(("Problem", "Format")):
                for word in node.keywords:
                    if word.arg in ("parameter", "action") and isinstance(word.value, ast.Constant):
                        named[word.arg].add(str(word.value.value))
    assert named["parameter"] and named["parameter"] <= known
    assert named["action"] <= commands
