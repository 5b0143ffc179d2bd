"""One sheet of a template printed many times, a file each: only what differs is rendered.

The parts that are the same in every file are compressed once and then copied as bytes, so that a
file costs its own rows and little more.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, BinaryIO

from toolkit.workbook.fill.book import Book
from toolkit.workbook.fill.filled_sheet import Content
from toolkit.workbook.fill.filling import Filling, row_map
from toolkit.workbook.fill.render import SheetWriter
from toolkit.workbook.package import PackageWriter, RawPart, buffered, packed
from toolkit.workbook.ranges import RowMap
from toolkit.workbook.styles import Styles


class Press:
    """Files after one template that differ in one sheet; made after one sheet of a book."""

    def __init__(self, book: Book, sheet: str) -> None:
        self._book = book
        self._package = book.package
        self._sheet = book.find(sheet)
        self._styles = book.styles
        self._same: dict[RowMap, list[RawPart]] = {}
        self._shared: dict[Hashable, Any] = {}

    def write(self, file: BinaryIO, filling: Filling) -> None:
        """Write one workbook to an open, seekable file.

        Raises:
            TemplateProblem: a placeholder is unknown, or a sample row is missing.
        """
        sheet = self._sheet
        template = self._book.fill(sheet.name, filling)
        filling = sheet.filling
        rows = row_map(template, filling)
        if rows not in self._same:
            # Names and tables reach over the rows, so they differ with the number of rows.
            self._same[rows] = self._render_the_rest()
        writer = PackageWriter(file)
        for part in self._same[rows]:
            writer.copy(part)
        styles = self._styles.fork()
        body = SheetWriter(
            template, filling, {sheet.name: rows}, styles, active=True, shared=self._shared
        )
        writer.add_stream(sheet.part, buffered(body))
        if styles.changed:
            writer.add(Styles.part, styles.to_bytes())
        else:
            writer.take(self._package, Styles.part)
        writer.close()

    def _render_the_rest(self) -> list[RawPart]:
        """All parts but the sheet and the formats, which its texts may add to."""
        own = (self._sheet.part, Styles.part)
        return [self._raw(*part) for part in self._book.parts() if part[0] not in own]

    def _raw(self, name: str, content: Content) -> RawPart:
        if isinstance(content, RawPart):
            return content
        if content is not None:
            return packed(name, content)
        if name in self._package.changed:
            return packed(name, (self._package.read(name),))
        return self._package.parts[name]
