"""``taizhang version``: what runs here, for a report to those who maintain it."""

from __future__ import annotations

import click

from toolkit import __version__
from toolkit.cli.output import print_json, say
from toolkit.cli.zh import ZhCommand

LIBRARIES = (
    "openpyxl",
    "pandas",
    "python-calamine",
    "python-docx",
    "lxml",
    "pdfplumber",
    "xlwings",
)


@click.command(
    cls=ZhCommand,
    examples=(("taizhang version", "显示版本和所用程序库"),),
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def version(as_json: bool) -> None:
    """显示版本号和运行环境

    反映问题时请附上这里的内容。
    """
    import platform

    facts = {
        "taizhang": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        **{name: _installed(name) for name in LIBRARIES},
    }
    if as_json:
        print_json(facts)
        return
    for name, value in facts.items():
        say(f"{name} {value or '未安装'}")


def _installed(name: str) -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed_version

    try:
        return installed_version(name)
    except PackageNotFoundError:
        return ""
