"""Which characters of a PDF page are its text: watermarks out, turned text the right way round."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

Char = dict[str, Any]

_LIGHT = 0.55
_CROSSING = 0.15
_LARGER = 1.3
_GRAIN = 12.0
_TINT = 0.3


def without_watermarks(chars: Sequence[Char]) -> tuple[list[Char], list[str]]:
    """The characters of the text, and the watermarks left out as texts.

    A watermark is what stands askew, or a font, size and colour of its own that is printed
    across other text: pale, or in many places.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, char in enumerate(chars):
        groups[_look(char)].append(i)
    if len(groups) < 2 and not any(_is_askew(c) for c in chars[:1]):
        return list(chars), []
    main = max(groups, key=lambda look: len(groups[look]))
    grid: dict[tuple[int, int], list[int]] | None = None
    marks: dict[int, str] = {}
    texts: list[str] = []
    for look, members in groups.items():
        first = chars[members[0]]
        askew = _is_askew(first)
        if not askew:
            if look == main or len(members) == len(chars):
                continue
            grid = grid if grid is not None else _grid(chars)
            crossing = sum(_crosses(i, look, chars, grid) for i in members)
            # Two runs of ordinary text never stand on each other.
            if _is_pale(first) and first["size"] >= _LARGER * chars[groups[main][0]]["size"]:
                crossing = len(members)
            enough = _CROSSING if _is_pale(first) or _is_turned(first) else 2 * _CROSSING
            if crossing < max(1.0, enough * len(members)):
                continue
        text = "".join(chars[i]["text"] for i in members).strip()
        if text:
            texts.append(text)
        marks.update(dict.fromkeys(members, text))
    return [c for i, c in enumerate(chars) if i not in marks], texts


def _look(char: Char) -> tuple[object, ...]:
    a, b, *_ = char["matrix"]
    # The box of a turned glyph tells its width and not its size.
    size = round(char["size"]) if abs(b) < 0.01 else round(10 * math.hypot(a, b))
    return (
        char["fontname"],
        size,
        str(char.get("non_stroking_color")),
        round(math.degrees(math.atan2(b, a))),
    )


def _is_askew(char: Char) -> bool:
    a, b, *_ = char["matrix"]
    turned = math.degrees(math.atan2(b, a)) % 90
    return min(turned, 90 - turned) > 3


def _is_pale(char: Char) -> bool:
    """Whether a character is printed in a light grey; white text on a dark head is not."""
    colour = char.get("non_stroking_color")
    values = colour if isinstance(colour, (list, tuple)) else (colour,)
    numbers = [float(v) for v in values if isinstance(v, (int, float))]
    if len(numbers) == 4:  # cyan, magenta, yellow, black
        numbers = [(1 - ink) * (1 - numbers[3]) for ink in numbers[:3]]
    if not numbers or max(numbers) - min(numbers) > _TINT:
        return False
    return _LIGHT <= sum(numbers) / len(numbers) < 0.99


def _grid(chars: Sequence[Char]) -> dict[tuple[int, int], list[int]]:
    """The characters by the square of the page on which their middle stands."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, char in enumerate(chars):
        if char["text"].strip():
            found[int(_x(char) // _GRAIN), int(_y(char) // _GRAIN)].append(i)
    return found


def _x(char: Char) -> float:
    return float(char["x0"] + char["x1"]) / 2


def _y(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _crosses(
    i: int, look: tuple[object, ...], chars: Sequence[Char], grid: dict[tuple[int, int], list[int]]
) -> bool:
    """Whether a character of another look is printed upon this one.

    Of a pale character the boxes must overlap, of any other the middles.
    """
    char = chars[i]
    if not char["text"].strip():
        return False
    pale = _is_pale(char)
    x0, x1 = int(char["x0"] // _GRAIN) - 1, int(char["x1"] // _GRAIN) + 1
    top, bottom = int(char["top"] // _GRAIN) - 1, int(char["bottom"] // _GRAIN) + 1
    for column in range(x0, x1 + 1):
        for row in range(top, bottom + 1):
            for other in grid.get((column, row), ()):
                over = _overlap(char, chars[other]) if pale else _holds(char, chars[other])
                if over and _look(chars[other]) != look:
                    return True
    return False


def _holds(char: Char, other: Char) -> bool:
    return bool(char["x0"] < _x(other) < char["x1"] and char["top"] < _y(other) < char["bottom"])


def _overlap(char: Char, other: Char) -> bool:
    across = min(char["x1"], other["x1"]) - max(char["x0"], other["x0"])
    down = min(char["bottom"], other["bottom"]) - max(char["top"], other["top"])
    return bool(across > 1 and down > 1)


def _is_turned(char: Char) -> bool:
    a, b, *_ = char["matrix"]
    return bool(abs(b) > abs(a))


def by_direction(chars: Iterable[Char]) -> tuple[list[Char], list[Char], list[Char]]:
    """The upright characters, and those that read upwards and downwards laid upright.

    Turned characters get the coordinates that they would have if the page were turned, so that
    their lines are found as any others.
    """
    upright: list[Char] = []
    upwards: list[Char] = []
    downwards: list[Char] = []
    for char in chars:
        if not _is_turned(char):
            upright.append(char)
        elif char["matrix"][1] > 0:
            x = {"x0": -char["bottom"], "x1": -char["top"]}
            upwards.append({**char, **x, "top": char["x0"], "bottom": char["x1"]})
        else:
            x = {"x0": char["top"], "x1": char["bottom"]}
            downwards.append({**char, **x, "top": -char["x1"], "bottom": -char["x0"]})
    return upright, upwards, downwards
