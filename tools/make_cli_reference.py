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

退出码：0 成功；1 文件或内容有问题；2 命令用法不对；3 `check` 发现了“错误”级问题。JSON 写到标准输出
（UTF-8），错误写到标准错误，一行一条。设 `TAIZHANG_DEBUG=1` 时，程序内部错误会附上详细信息。

会写文件的命令都有 `--dry-run`：把要写的、要改的逐一列出，磁盘上什么也不动；加 `--json` 时输出
`{"dry_run", "message", "files", "steps", "refused", "findings", …}`，`files` 是写了哪些文件
（`kind`：new 新建，replaced 覆盖，same 内容相同没有动，backup 备份，folder 新建文件夹），
`steps` 是对台账的每一处改动。`check` 的 JSON 是问题的列表，预演时才是上面的样子。
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
        if isinstance(command, click.Group):
            for word, part in command.commands.items():
                inner = click.Context(part, info_name=word, parent=context)
                parts.append(section(f"taizhang {name} {word}", part.get_help(inner)))
    return "\n".join(parts)


def section(title: str, text: str) -> str:
    """One command's help as a code block."""
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8", newline="\n")
    print(PAGE)
