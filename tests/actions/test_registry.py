"""Every command is whole: its words, its parameters, its place in the list."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.actions.action import Action, Family
from toolkit.actions.registry import GROUPS, action, actions, command, commands

ACTIONS = {one.name: one for one in actions()}
SHARED = {
    "action", "as_json", "common", "keeping", "outcome", "parameter", "registry", "rehearsed", "steps", "values",
}  # fmt: skip
CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("one", ACTIONS.values(), ids=ACTIONS)
def test_a_command_has_all_its_words(one: Action) -> None:
    assert one.group in GROUPS
    for text in (one.label, one.summary):
        assert CHINESE.search(text), text
        assert "\n" not in text
    assert len(one.label) <= 8, "it stands on a button"
    assert one.examples
    for example in one.examples:
        assert CHINESE.search(example.what)
    for parameter in one.parameters:
        assert CHINESE.search(parameter.label), parameter.name
        assert parameter.subject or parameter.help, f"{parameter.name} has no help"


@pytest.mark.parametrize("one", ACTIONS.values(), ids=ACTIONS)
def test_the_function_takes_what_the_parameters_say(one: Action) -> None:
    taken = list(inspect.signature(one.run).parameters)
    assert taken == ["job", *(parameter.name for parameter in one.parameters)]


def test_names_labels_and_ranks_are_told_apart() -> None:
    assert len({one.label for one in ACTIONS.values()}) == len(ACTIONS)
    ranks = [(one.group, one.rank) for one in commands()]
    assert len(set(ranks)) == len(ranks)


def test_a_command_is_found_by_its_name() -> None:
    for one in commands():
        assert command(one.name) is one
    for name, one in ACTIONS.items():
        assert action(name) is one
    assert command("nosuch") is None
    assert command("outcome") is None, "a module without ACTION is no command"
    with pytest.raises(KeyError):
        action("templates nosuch")


def test_every_file_is_a_command_or_known_to_be_shared(root: Path) -> None:
    """A file whose ACTION was forgotten would be a command that nobody sees."""
    files = {path.stem for path in (root / "toolkit" / "actions").glob("[!_]*.py")}
    shown = {one.name.replace("-", "_") for one in commands()} - {"import"} | {"import_"}
    assert files == shown | SHARED


def test_a_family_names_its_members_after_itself() -> None:
    for family in (one for one in commands() if isinstance(one, Family)):
        for one in family.actions:
            assert one.name.startswith(f"{family.name} ")
            assert one.group == family.group


def test_the_list_is_light() -> None:
    script = (
        "import sys\n"
        "from toolkit.actions.registry import commands\n"
        "commands()\n"
        "light = {'toolkit', 'toolkit.actions', 'toolkit.errors'}\n"
        "print(sorted(m for m in sys.modules if m.startswith('toolkit') and m not in light"
        " and not m.startswith('toolkit.actions.')))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
