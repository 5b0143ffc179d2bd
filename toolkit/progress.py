"""How far long work has come, told to whoever listens: a terminal, a ribbon, nobody.

Readers and writers know nothing of the face that started them.  They say where they are; a face
that wants to show it listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(what: str, done: int, total: int = 0) -> None:
    """Say that ``done`` of ``total`` are finished; 0 where the total is not known.

    >>> with listening(lambda what, done, total: print(done, "/", total, what)):
    ...     tell("页", 3, 20)
    3 / 20 页
    """
    listener = _listener.get()
    if listener is not None:
        listener(what, done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Everything told inside reaches ``listener``."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
