"""Where templates, macros and examples are: beside the package in a checkout, else inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from toolkit.errors import TemplateProblem

Folder = Literal["templates", "macros", "examples"]


def folder(name: Folder) -> Path:
    """The folder with the project's own ``templates``, ``macros`` or ``examples``.

    >>> folder("templates").is_dir()
    True

    Raises:
        TemplateProblem: the installation is damaged and the folder is absent.
    """
    package = Path(__file__).resolve().parent
    # An installed wheel has no setup.py beside the package, but may stand next to a stranger's
    # folder called templates (site-packages is everybody's), so the wheel's own place comes first.
    for place in (package / "_data" / name, package.parent / name):
        if place.is_dir():
            return place
    raise TemplateProblem(f"程序自带的“{name}”文件夹不见了，请重新安装本程序。")


def resource(name: Folder, file: str) -> Path:
    """The path of one file in such a folder.

    Raises:
        TemplateProblem: there is no such file.
    """
    path = folder(name) / file
    if not path.is_file():
        raise TemplateProblem(f"程序自带的“{name}/{file}”不见了，请重新安装本程序。")
    return path
