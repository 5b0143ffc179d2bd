"""A received file as bytes, with the checks that come before any parsing, and their messages.

Every message names the file, says what was seen and what the clerk can do.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import DamagedFile, FileProblem, NoTextLayer, UnsupportedFormat

MEGABYTE = 1024 * 1024
FILE_LIMIT = 100 * MEGABYTE
# Text of this size is three orders of magnitude beyond any notice; reading on would only keep
# the clerk waiting for a message that comes anyway.
TEXT_LIMIT = 20 * MEGABYTE
CELL_LIMIT = 3_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file and the name under which the clerk knows it.

    ``depth`` counts how many files it had to be taken out of.
    """

    name: str
    data: bytes
    depth: int = 0

    @property
    def suffix(self) -> str:
        """The extension in lower case with its dot; only ever a hint."""
        return Path(self.name).suffix.lower()


def load(path: str | os.PathLike[str]) -> Source:
    """The file's bytes.

    Raises:
        FileProblem: missing, a folder, not readable, empty or larger than :data:`FILE_LIMIT`.
    """
    file = Path(path)
    name = file.name or str(path)
    try:
        if file.is_dir():
            raise FileProblem(f"“{path}”是文件夹，不是文件。请指定其中的一个文件。")
        size = file.stat().st_size
        if size > FILE_LIMIT:
            raise too_large(name, size, FILE_LIMIT)
        if not file.is_file():
            raise FileProblem(f"“{path}”不是普通文件，无法读取。请指定一个文档文件。")
        # One byte more than allowed: the file may be growing while it is read.
        with file.open("rb") as handle:
            data = handle.read(FILE_LIMIT + 1)
    except FileNotFoundError as exc:
        raise FileProblem(f"找不到文件“{path}”。请检查文件夹和文件名是否写对。") from exc
    except PermissionError as exc:
        raise FileProblem(
            f"无法打开“{name}”：没有读取权限，或文件正被其他程序占用。"
            "请在 WPS、Word 或 Excel 中关闭它，或复制一份后再试。"
        ) from exc
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise FileProblem(f"无法读取“{name}”（{reason}）。请把文件复制到本机硬盘后再试。") from exc
    if len(data) > FILE_LIMIT:
        raise too_large(name, len(data), FILE_LIMIT)
    if not data.strip(b"\0"):
        raise empty(name, len(data))
    if name.startswith("~$"):
        raise FileProblem(
            f"“{name}”是 Word、Excel 打开文件时留下的临时文件，不是文档本身。"
            "请选择名称不带“~$”的文件。"
        )
    return Source(name, data)


def empty(name: str, size: int = 0) -> FileProblem:
    """The problem of a file without any content."""
    seen = "是空文件（0 字节）" if not size else "里没有内容（全部是空字节）"
    return FileProblem(f"“{name}”{seen}。可能是下载或复制没有完成，请重新获取。")


def too_large(name: str, size: int, limit: int) -> FileProblem:
    """The problem of a file, or of the text in it, that is larger than ``limit`` bytes."""
    return FileProblem(
        f"“{name}”太大（约 {size / MEGABYTE:.0f} MB，上限 {limit // MEGABYTE} MB）。"
        "请只保留通知正文和任务表，另存为新文件后再试。"
    )


def unpacks_to(name: str, part: str, size: int) -> FileProblem:
    """The problem of a part of a file that becomes ``size`` bytes when it is unpacked."""
    return FileProblem(
        f"“{name}”中的{part}太大（解压后约 {size / MEGABYTE:.0f} MB），"
        "远远超出正常的通知或台账，没有读取。请只保留需要的表格，另存为新文件后再试。"
    )


def check_grid_size(name: str, rows: int, columns: int) -> None:
    """Raise FileProblem when a table has more than :data:`CELL_LIMIT` positions."""
    if rows * columns > CELL_LIMIT:
        raise FileProblem(
            f"“{name}”中的表格太大（{rows} 行 × {columns} 列）。"
            "请删去任务表以外的行和列，另存为新文件后再试。"
        )


def check_text_size(source: Source) -> None:
    """Raise FileProblem when text (plain, html, csv) is larger than :data:`TEXT_LIMIT`."""
    if len(source.data) > TEXT_LIMIT:
        raise too_large(source.name, len(source.data), TEXT_LIMIT)


def damaged(name: str, kind: str, detail: str = "") -> DamagedFile:
    """The problem of a file whose kind is known but which cannot be parsed."""
    seen = f"（{detail}）" if detail else ""
    return DamagedFile(
        f"“{name}”看起来是{kind}，但文件已损坏或不完整{seen}。"
        "请重新下载或请对方重发；若用 WPS 或 Office 能打开，请另存一份后再试。"
    )


def encrypted(name: str) -> FileProblem:
    """The problem of a file that asks for a password."""
    return FileProblem(f"“{name}”设有打开密码，无法读取。请用密码打开，取消密码后另存一份再试。")


def no_text(name: str, pictures: bool) -> FileProblem:
    """The problem of a document in which no text stands; pictures make it a scan."""
    if pictures:
        return NoTextLayer(
            f"“{name}”里只有图片（扫描件），没有可以读取的文字。"
            "请向发文单位索取电子版，或用文字识别（OCR）软件转成 .docx 后再试。"
        )
    return FileProblem(f"“{name}”里没有任何文字。请检查是否选错了文件。")


def unsupported(name: str, seen: str, advice: str) -> UnsupportedFormat:
    """The problem of a kind of file that is not read here."""
    return UnsupportedFormat(f"“{name}”{seen}，不能直接读取。{advice}")
