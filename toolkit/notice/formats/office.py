"""Old and foreign formats (.doc, .wps, .rtf, .odt, old .et) by way of LibreOffice."""

from __future__ import annotations

from toolkit.files.foreign import modern
from toolkit.files.source import Source
from toolkit.notice.document import Document


def read_office(source: Source) -> Document:
    """The document of a file that only an office program can read.

    Raises:
        UnsupportedFormat: LibreOffice is not installed; the message says how to save as .docx.
        FileProblem: LibreOffice cannot open the file.
    """
    from toolkit.notice.formats import read_source

    return read_source(modern(source))
