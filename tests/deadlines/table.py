"""The phrase table: reading it, and writing a deadline in its notation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from toolkit.model import Deadline

TABLE = Path(__file__).with_name("phrases.tsv")


def rows() -> Iterator[tuple[str, str, int | None, date | None]]:
    """Phrase, meaning, year and day of issue of every line of the table."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") or not line.strip("\n"):
            continue
        phrase, meaning, *context = line.split("\t")
        words = dict(word.split("=") for word in (context[0].split() if context else ()))
        year = words.get("year", "2022")
        issued = words.get("issued", "2022-06-22")
        yield (
            phrase.replace("\\n", "\n").replace("\\u3000", "\u3000"),
            meaning.strip(),
            None if year == "-" else int(year),
            None if issued == "-" else date.fromisoformat(issued),
        )


def written(deadline: Deadline) -> str:
    """A deadline in the notation of the table.

    >>> written(Deadline("每年至少1次", "recurring", recurrence="FREQ=YEARLY", times=1))
    'recurring FREQ=YEARLY x1'
    """
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
