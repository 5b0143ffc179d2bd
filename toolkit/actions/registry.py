"""The list of all commands, found by listing this folder: a new command is one new file.

A file bears the name of its command (``import_.py``, since ``import`` is Python's own word) and
holds ``ACTION``; modules without one are what commands share.  A command is imported when it is
asked for; all of them are light.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import get_args

from toolkit.actions.action import Action, Family, Group

GROUPS: tuple[Group, ...] = get_args(Group)
_ROOM = __name__.rpartition(".")[0]


@cache
def commands() -> tuple[Action | Family, ...]:
    """All commands in the order of their groups and ranks; a family is one of them.

    >>> [command.name for command in commands()][:3]
    ['read', 'import', 'check']
    """
    found = [made for module in _modules() if (made := _load(module))]
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.rank, one.name)))


def command(name: str) -> Action | Family | None:
    """The command of a name, imported alone; None where there is none."""
    module = name.replace("-", "_") + ("_" if keyword.iskeyword(name) else "")
    return _load(module) if module in _modules() else None


def actions() -> Iterator[Action]:
    """Every action, those of families among them."""
    for one in commands():
        yield from one.actions if isinstance(one, Family) else (one,)


def action(name: str) -> Action:
    """The action of a name; one of a family has both words (``templates copy``).

    Raises:
        KeyError: there is no such action.
    """
    found = command(name.partition(" ")[0])
    for one in found.actions if isinstance(found, Family) else (found,):
        if one is not None and one.name == name:
            return one
    raise KeyError(name)


@cache
def _modules() -> frozenset[str]:
    package = import_module(_ROOM)
    return frozenset(module.name for module in iter_modules(package.__path__))


@cache
def _load(module: str) -> Action | Family | None:
    found = getattr(import_module(f"{_ROOM}.{module}"), "ACTION", None)
    return found if isinstance(found, Action | Family) else None
