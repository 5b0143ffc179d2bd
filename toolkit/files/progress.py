"""How far a long reading has come, told to whoever watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[int, int], None]

_watcher: ContextVar[Progress | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(progress: Progress | None) -> Iterator[None]:
    """Have :func:`tell` call ``progress(done, total)`` inside the block.

    >>> seen = []
    >>> with watching(lambda done, total: seen.append((done, total))):
    ...     tell(3, 60)
    >>> tell(4, 60)
    >>> seen
    [(3, 60)]
    """
    token = _watcher.set(progress)
    try:
        yield
    finally:
        _watcher.reset(token)


def tell(done: int, total: int) -> None:
    """Tell the watcher, if there is one, that ``done`` of ``total`` parts are read."""
    progress = _watcher.get()
    if progress is not None:
        progress(done, total)
