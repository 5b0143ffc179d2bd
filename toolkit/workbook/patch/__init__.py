"""Steps applied to an existing workbook file, with everything else left as it is.

Only the rows that change are touched, in the XML of their sheet; charts, pictures, comments and
whatever else an office put into its ledger is copied byte for byte.  (openpyxl would drop part of
it on saving.)
"""

from __future__ import annotations

from toolkit.workbook.patch.apply import Patch, open_for_change
from toolkit.workbook.patch.outcome import Done, Refusal

__all__ = ["Done", "Patch", "Refusal", "open_for_change"]
