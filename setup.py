"""How the package is built: one wheel that carries its templates, macros and examples with it."""

from __future__ import annotations

import re
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).resolve().parent

# Folders that people open and edit stand at the top of the checkout, but travel inside the wheel
# as toolkit/_data/<name>; toolkit/resources.py finds them in both places.
DATA = ("templates", "macros", "examples")

# The lower bounds are versions whose interface we use and that still run on Python 3.11; the upper
# bounds stop at the next major version, which may break us without a word.
REQUIRES = [
    "click>=8.5,<9",  # BSD-3-Clause
    "rich>=13.7,<16",  # MIT
    "openpyxl>=3.1.2,<4",  # MIT
    "python-calamine>=0.4,<1",  # MIT
    "pandas>=2.2,<4",  # BSD-3-Clause
    "python-dateutil>=2.8.2,<5",  # Apache-2.0 / BSD-3-Clause
    "chinesecalendar>=1.10",  # MIT; a new year's calendar is a new minor version
    "python-docx>=1.1,<2",  # MIT
    "lxml>=5.1,<7",  # BSD-3-Clause
    "icalendar>=6,<8",  # BSD-2-Clause
    "xlwings>=0.33,<1",  # BSD-3-Clause; the open workbook, without the PRO parts
    "xlrd>=2.0.1,<3",  # BSD-3-Clause; merged cells of .xls, which python-calamine does not tell
]

EXTRAS = {
    "pdf": [
        "pdfplumber>=0.11,<1",  # MIT
        "pdfminer.six>=20231228",  # MIT; what pdfplumber stands on, bounded by us page by page
        "pypdfium2>=4.18,<6",  # BSD-3-Clause or Apache-2.0; pictures of pages without poppler
    ],
    "fast": ["isal>=1.6,<2"],  # PSF-2.0
    "dev": [
        "pytest>=8,<10",
        "pytest-xdist>=3.5,<4",
        "hypothesis>=6.100,<7",
        "mypy>=1.13,<3",
        "ruff>=0.8,<1",
        "setuptools>=69",
        "wheel",
        "lxml-stubs",
        "openpyxl>=3.1.5,<4",
        "XlsxWriter>=3.1.9,<4",  # a peer in the benchmarks; our own writer fills templates
        "pandas-stubs",
        "types-openpyxl",
        "types-python-dateutil",
    ],
}
EXTRAS["all"] = sorted({line for name in ("pdf", "fast") for line in EXTRAS[name]})


def version() -> str:
    """The version, read without importing the package (its dependencies may be absent)."""
    source = (HERE / "toolkit" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    if found is None:
        raise SystemExit("toolkit/__init__.py has no __version__")
    return found.group(1)


setup(
    name="taizhang",
    version=version(),
    description="Task ledgers for government offices: read a notice, keep the ledger, hand out",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="BSD-3-Clause",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=[
        *find_packages(include=["toolkit", "toolkit.*"]),
        *(f"toolkit._data.{name}" for name in DATA),
    ],
    package_dir={f"toolkit._data.{name}": name for name in DATA},
    package_data={
        "toolkit": ["py.typed", "*.toml", "**/*.toml", "**/*.json", "**/*.txt", "**/*.tsv"],
        **{f"toolkit._data.{name}": ["*", "**/*"] for name in DATA},
    },
    install_requires=REQUIRES,
    extras_require=EXTRAS,
    entry_points={"console_scripts": ["taizhang = toolkit.cli:main"]},
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Console",
        "Intended Audience :: End Users/Desktop",
        "Natural Language :: Chinese (Simplified)",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Programming Language :: Python :: 3.14",
        "Topic :: Office/Business",
        "Typing :: Typed",
    ],
)
