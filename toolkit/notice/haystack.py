"""A long text in which thousands of pieces are looked up, in time that grows with the pieces.

``piece in text`` looks through the whole text for every piece that is not there, and nearly all of
it for one that stands near its end: twice the notice would take four times as long.
"""

from __future__ import annotations

from operator import add

_GRAM = 4
_NEAR = 3_000
_PLACES = 6
_SMALLEST, _LARGEST = 1 << 16, 1 << 26


class Haystack:
    """Tells whether a piece stands in a text.

    Pieces come in the order of the source, and so do the texts: looking near the last places
    where something was found answers most questions.  For the others a table of the runs of four
    characters that the text has tells of most pieces that they are not there.

    >>> text = Haystack("县财政局公开部门预算")
    >>> "部门预算" in text, "部门决算" in text, "" in text
    (True, False, True)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [0]
        self._table = bytearray()
        self._pairs: set[str] = set()

    def __contains__(self, piece: str) -> bool:
        for nth, place in enumerate(self._places):
            at = self._text.find(piece, max(0, place - _NEAR), place + _NEAR + len(piece))
            if at >= 0:
                del self._places[nth]
                self._places.insert(0, at)
                return True
        if not self.may_hold(piece):
            return False
        at = self._text.find(piece)
        if at >= 0:
            self._places.insert(0, at)
            del self._places[_PLACES:]
        return at >= 0

    def may_hold(self, piece: str) -> bool:
        """False where the piece surely stands nowhere; true where only looking can tell."""
        table = self._table or self._fill()
        if len(piece) < _GRAM:
            return all(piece[i : i + 2] in self._pairs for i in range(len(piece) - 1))
        mask = len(table) - 1
        return all(table[hash(piece[i : i + _GRAM]) & mask] for i in range(len(piece) - _GRAM + 1))

    def _fill(self) -> bytearray:
        size = _SMALLEST
        while size < min(8 * len(self._text), _LARGEST):
            size *= 2
        self._table = table = bytearray(size)
        text, mask = self._text, size - 1
        self._pairs = set(map(add, text, text[1:]))
        for i in range(len(text) - _GRAM + 1):
            table[hash(text[i : i + _GRAM]) & mask] = 1
        return table
