"""``taizhang completion``: the script that completes commands and options in a shell."""

from __future__ import annotations

import click

from toolkit.cli.zh import ZhCommand

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(
    cls=ZhCommand,
    examples=(
        ('eval "$(taizhang completion bash)"', "在当前 bash 中启用；写入 ~/.bashrc 则长期有效"),
        ("taizhang completion powershell | Out-String | Invoke-Expression", "在 PowerShell 中启用"),
    ),
)
@click.argument("shell", metavar="|".join(SHELLS), type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """输出命令行自动补全脚本"""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None, "the lower bound of click in setup.py guarantees all four"
    root = ctx.find_root().command
    # Straight from the template: click's own source() starts a bash only to complain about its age.
    complete = found(root, {}, "taizhang", "_TAIZHANG_COMPLETE")
    click.echo(complete.source_template % complete.source_vars())
