"""Every body comes back whole from every phrase around it.

The tables stand beside this file: ``offices.txt`` (bodies) and ``phrases_around.tsv`` (phrases);
each phrase is tried with each body.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.units import explain_units, parse_units

HERE = Path(__file__).parent
BESIDE = {"x": "县审计局", "y": "县商务局"}


def lines(file: str) -> list[str]:
    text = (HERE / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


BODIES = lines("offices.txt")
PHRASES = [line.replace("\\u3000", "\u3000").split("\t") for line in lines("phrases_around.tsv")]


def names(pattern: str, body: str) -> tuple[str, ...]:
    """The names that a column of the table asks for; a dash stands for none."""
    return tuple(part.format(b=body, **BESIDE) for part in pattern.split() if part != "-")


@pytest.mark.parametrize(("phrase", "lead", "others"), PHRASES)
def test_body_comes_back_whole(phrase: str, lead: str, others: str) -> None:
    wrong = []
    for body in BODIES:
        cell = phrase.format(b=body, **BESIDE)
        units = parse_units(cell)
        if (units.lead, units.others) != (names(lead, body), names(others, body)):
            wrong.append((cell, units.lead, units.others))
        assert "".join(piece for piece, _ in explain_units(cell)) == cell
    assert wrong == []


def test_tables_are_as_large_as_they_say() -> None:
    assert len(set(BODIES)) == len(BODIES) > 100
    assert len({phrase for phrase, _, _ in PHRASES}) == len(PHRASES) > 50
