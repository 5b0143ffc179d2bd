"""What one command writes: noted as it happens, and only rehearsed where nothing may be written.

:mod:`toolkit.files.saving` is the one door through which files reach the disk.  While somebody
watches, it tells what goes through; in a rehearsal it does all the work and writes nothing, so that
a dry run meets every refusal and every broken template that the real run would meet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["new", "replaced", "same", "backup", "folder"]
"""``same`` is a file that already held these bytes and was left as it is."""


@dataclass(frozen=True, slots=True)
class Write:
    """One file or folder that was written; ``of`` is the file of which it is a backup."""

    path: Path
    kind: Kind
    of: Path | None = None


@dataclass(slots=True)
class Watch:
    """What is known of the writing of one command; see :func:`watching`."""

    rehearsal: bool = False
    sources: tuple[Path, ...] = ()
    before_replacing: Callable[[Path], None] | None = None
    writes: list[Write] = field(default_factory=list)
    _scratch: list[Path] = field(default_factory=list)

    def note(self, path: Path, kind: Kind, of: Path | None = None) -> None:
        """Remember a write; a file that is written twice was made once."""
        known = any(write.path == path for write in self.writes)
        if not known:
            self.writes.append(Write(path, kind, of))

    def is_scratch(self, path: Path) -> bool:
        """Whether a file stands in a temporary folder of our own, which nobody is told of."""
        return any(path.is_relative_to(folder) for folder in self._scratch)

    def is_source(self, path: Path) -> bool:
        """Whether a file is one of those that the command reads, under whatever name."""
        return any(same_file(path, source) for source in self.sources)

    def is_coming(self, folder: Path) -> bool:
        """Whether a folder would be there by now if this were no rehearsal."""
        return any(write.kind == "folder" and write.path == folder for write in self.writes)

    def backed_up(self, path: Path) -> bool:
        """Whether a backup of a file was made already."""
        return any(write.of is not None and same_file(write.of, path) for write in self.writes)


# A context variable: two commands in two threads of one process (a ribbon's server) stay apart.
_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watching(
    *,
    rehearsal: bool = False,
    sources: Iterable[Path] = (),
    before_replacing: Callable[[Path], None] | None = None,
) -> Iterator[list[Write]]:
    """Note what is written inside; in a ``rehearsal`` nothing is.

    ``sources`` are files that must not be replaced, since they are being read;
    ``before_replacing`` is called with every file that is about to be replaced by another content.

    >>> with watching(rehearsal=True) as writes:
    ...     writes
    []
    """
    watch = Watch(rehearsal, tuple(sources), before_replacing)
    token = _WATCH.set(watch)
    try:
        yield watch.writes
    finally:
        _WATCH.reset(token)


def watch_of(path: Path) -> Watch | None:
    """Who watches the writing of a file; nobody does in a scratch folder."""
    watch = _WATCH.get()
    return None if watch is None or watch.is_scratch(path) else watch


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder that is no result: files in it are written in a rehearsal too."""
    watch = _WATCH.get()
    with tempfile.TemporaryDirectory(prefix="taizhang-") as name:
        folder = Path(name)
        if watch is None:
            yield folder
            return
        watch._scratch.append(folder)
        try:
            yield folder
        finally:
            watch._scratch.remove(folder)


def same_file(one: Path, other: Path) -> bool:
    """Whether two names mean one file that is there, through links and letter case too."""
    try:
        return one.samefile(other)
    except OSError:
        return False
