"""The settings under which LibreOffice converts: it asks no network and runs nothing.

A received document may name a picture, an object or a template on some server; opening it would
tell that server who reads it, and when.  Nothing may leave the office network.
"""

from __future__ import annotations

from pathlib import Path

# Where nobody listens: the port of the discard service on this machine.
_NOWHERE, _PORT = "127.0.0.1", "9"
_SETTINGS = (
    # What is linked from outside is not loaded, as no document stands in a trusted folder.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "CheckDocumentEvents", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    # Should some filter ask all the same, its question goes nowhere.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", _PORT),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", _PORT),
    ("Inet/Settings", "ooInetFTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetFTPProxyPort", _PORT),
    ("Inet/Settings", "ooInetNoProxy", ""),
    # No questions of a first start, no crash reports, no recovery of other documents.
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
)  # fmt: skip

PROXIES = {
    name: f"http://{_NOWHERE}:{_PORT}"
    for word in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
    for name in (word, word.upper())
} | {"no_proxy": "", "NO_PROXY": ""}
"""The same for libraries that look at the environment."""


def write_profile(folder: Path) -> None:
    """Make ``folder`` the home of a LibreOffice that asks no network."""
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )
