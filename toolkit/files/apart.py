"""Work in a process of its own, for libraries that may never end or take all memory.

The child gets the arguments, works under a limit of memory and sends the result back.  When it
stays silent too long, or runs out of memory, or dies, the parent has one message for the clerk;
what the library prints on the way is shown to nobody.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from toolkit.errors import FileProblem, TaizhangError
from toolkit.progress import listening, tell

MEMORY: Final = 400 * 1024 * 1024
SILENCE: Final = 30.0
"""Seconds without a word, on a slow machine too: a page takes a second or two."""

_OUT_OF_MEMORY = 77
_CODE = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from toolkit.files.apart import serve; serve()"
)


def call(
    function: str, argument: object, name: str, *, memory: int = MEMORY, silence: float = SILENCE
) -> Any:
    """``module:function`` called with ``argument`` in a child; what it returns.

    ``name`` is the file that the work is about.  What the function tells of its progress reaches
    the listener here.

    Raises:
        TaizhangError: what the function raised.
        FileProblem: the child took more than ``memory`` bytes, said nothing for ``silence``
            seconds, or died.
    """
    process = _start()
    if process is None:
        return _resolve(function)(argument)
    assert process.stdin is not None and process.stdout is not None
    watch = _Watch(process, silence)
    try:
        with contextlib.suppress(BrokenPipeError):
            pickle.dump([str(Path(__file__).parents[2]), *sys.path], process.stdin)
            pickle.dump((function, argument, memory), process.stdin)
            process.stdin.flush()
        for kind, value in _messages(process.stdout):
            watch.heard()
            if kind == "progress":
                tell(*value)
            elif kind == "result":
                return value
            else:
                raise value
        process.wait()
        raise _death(name, process.returncode, timed_out=watch.ended)
    finally:
        watch.stop()
        process.kill()
        process.wait()
        process.stdout.close()
        with contextlib.suppress(OSError):
            process.stdin.close()


def _start() -> subprocess.Popen[bytes] | None:
    """The child, None where none can be started: then the work is done here, without a guard."""
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-c", _CODE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError:
        return None


def _messages(stream: IO[bytes]) -> Iterator[tuple[str, Any]]:
    # A child that was ended has sent half a message or none.
    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        while True:
            yield pickle.load(stream)


def _death(name: str, code: int, *, timed_out: bool) -> FileProblem:
    if timed_out:
        seen = "读取太久没有进展，已经停止"
    elif code == _OUT_OF_MEMORY:
        seen = "展开后的内容太大，已经停止读取"
    else:
        seen = "读取时中途出错，内容可能已损坏"
    return FileProblem(
        f"“{name}”{seen}。请只保留通知正文和任务表，或用 WPS、Word 打开后另存为 .docx 再试。"
    )


class _Watch:
    """Ends a child that has said nothing for too long."""

    def __init__(self, process: subprocess.Popen[bytes], silence: float) -> None:
        self.ended = False
        self._process = process
        self._silence = silence
        self._news = threading.Event()
        self._stopped = False
        threading.Thread(target=self._run, daemon=True).start()

    def heard(self) -> None:
        self._news.set()

    def stop(self) -> None:
        self._stopped = True
        self._news.set()

    def _run(self) -> None:
        while not self._stopped:
            if not self._news.wait(self._silence):
                self.ended = True
                self._process.kill()
                return
            self._news.clear()


def _resolve(function: str) -> Callable[[object], object]:
    from importlib import import_module

    module, _, attribute = function.partition(":")
    found: Callable[[object], object] = getattr(import_module(module), attribute)
    return found


def serve() -> None:
    """What the child does: one call, its result on the pipe that was standard output."""
    _become_interruptible()
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        function, argument, memory = pickle.load(sys.stdin.buffer)
        threading.Thread(target=_end_with_parent, daemon=True).start()

        def send(kind: str, value: object) -> None:
            out.write(pickle.dumps((kind, value)))
            out.flush()

        _limit_memory(memory)
        try:
            with listening(lambda *news: send("progress", news)):
                result = _resolve(function)(argument)
            send("result", result)
        except TaizhangError as error:
            send("error", type(error)(str(error)))
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)


def _end_with_parent() -> None:
    """The pipe stays open as long as the parent lives; nobody is left to read a result."""
    sys.stdin.buffer.read(1)
    os._exit(1)


def _become_interruptible() -> None:
    """Ctrl-C ends the child at once and without a word; the parent has one for it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _limit_memory(limit: int) -> None:
    """Bound this process: by the system where it can, and by looking at it where it cannot."""
    if sys.platform.startswith("linux"):
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
            return
    threading.Thread(target=_end_when_over, args=(limit,), daemon=True).start()


def _end_when_over(limit: int) -> None:
    import time

    while _memory() <= limit:
        time.sleep(0.05)
    os._exit(_OUT_OF_MEMORY)


def _memory() -> int:
    """The bytes of memory that this process takes; 0 where nobody can tell."""
    if sys.platform == "win32":
        return _memory_on_windows()
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most if sys.platform == "darwin" else most * 1024)


def _memory_on_windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("size", ctypes.c_uint32), ("faults", ctypes.c_uint32),
            *((name, ctypes.c_size_t) for name in (
                "peak_working_set", "working_set", "peak_paged", "paged", "peak_nonpaged",
                "nonpaged", "pagefile", "peak_pagefile",
            )),
        ]  # fmt: skip

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetCurrentProcess())
    kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
    return int(counters.pagefile)
