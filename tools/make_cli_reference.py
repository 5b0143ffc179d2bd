"""Write docs/cli.md from the commands' own help."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.app import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

HEAD = """\
# 命令行

本页由程序生成（`python tools/make_cli_reference.py`），与 `taizhang 命令 --help` 一致，请不要手改。
`python -m toolkit` 与 `taizhang` 完全相同。

退出码：0 成功；1 文件或内容有问题；2 命令用法不对。JSON 写到标准输出（UTF-8），
错误写到标准错误，一行一条。设 `TAIZHANG_DEBUG=1` 时，程序内部错误会附上详细信息。
"""


def reference() -> str:
    """The whole page."""
    root = click.Context(app, info_name="taizhang")
    parts = [HEAD, section("taizhang", app.get_help(root))]
    for name in app.list_commands(root):
        command = app.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        parts.append(section(f"taizhang {name}", command.get_help(context)))
    return "\n".join(parts)


def section(title: str, text: str) -> str:
    """One command's help as a code block."""
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8", newline="\n")
    print(PAGE)
