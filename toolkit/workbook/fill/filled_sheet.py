"""One sheet of the workbook that is being made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.workbook.fill.filling import Filling
from toolkit.workbook.fill.template import SheetTemplate
from toolkit.workbook.package import RawPart

# A part's new content; a raw part to copy under another name; None: as it is in the template.
Content = Iterator[bytes] | RawPart | None


@dataclass(slots=True, eq=False)
class FilledSheet:
    """One sheet of the workbook that is being made."""

    name: str
    part: str
    source: str
    filling: Filling = field(default_factory=Filling)
    template: SheetTemplate | None = None
