"""What went wrong, in one line for a terminal: the message and the option that helps."""

from __future__ import annotations

from toolkit.actions.action import Action
from toolkit.cli.terminal import option
from toolkit.errors import TaizhangError

REPORT = (
    "程序内部出错，不是文件的问题：{what}。设 TAIZHANG_DEBUG=1 再运行一次，把全部输出发给维护人员"
)


def failure(error: BaseException, action: Action | None = None) -> str:
    """The line for an error; ``action`` is the command in which it happened."""
    if isinstance(error, TaizhangError):
        return f"{error}{advice(error, action)}"
    if isinstance(error, OSError):
        return file_message(error)
    return REPORT.format(what=f"{type(error).__name__} {error}".strip())


def advice(error: TaizhangError, action: Action | None) -> str:
    """What the error's data say for a terminal, in brackets; empty where they say nothing."""
    if error.action:
        return f"（命令 taizhang {error.action}）"
    parameter = action.parameter(error.parameter) if action else None
    if parameter is None or parameter.subject:
        return ""
    name = option(parameter.name)
    if error.how == "set":
        value = "" if parameter.kind == "flag" else f" {parameter.placeholder or parameter.label}"
        return f"（加 {name}{value}）"
    return f"（去掉 {name}）" if error.how == "drop" else f"（选项 {name}）"


def file_message(error: OSError) -> str:
    """What the operating system refused, in words a clerk can act on."""
    name = error.filename or error.filename2 or ""
    what = f"“{name}”" if name else "文件"
    if isinstance(error, PermissionError):
        return f"{what}打不开或写不进去：可能正在 Excel 或 WPS 中打开，或没有权限，请关闭后再试"
    if isinstance(error, FileNotFoundError):
        return f"找不到{what}"
    if isinstance(error, IsADirectoryError):
        return f"{what}是文件夹，这里需要文件"
    return f"{what}读写失败：{error.strerror or error}"
