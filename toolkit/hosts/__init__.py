"""Places where a ledger lives: a file, later the open workbook."""

from __future__ import annotations

from toolkit.hosts.file import FileHost
from toolkit.hosts.host import Applied, Host

__all__ = ["Applied", "FileHost", "Host"]
