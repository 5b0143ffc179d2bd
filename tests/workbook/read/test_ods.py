"""OpenDocument spreadsheets."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.notice.document import Document, Table
from toolkit.notice.formats import open_document

NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def cell(text: str = "", attributes: str = "") -> str:
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


@pytest.fixture
def read(put: Any, build: Any) -> Any:
    def read_rows(*rows: str, style: str = "") -> Document:
        content = (
            f"<office:document-content {NS}><office:automatic-styles>{style}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="任务" table:style-name="s">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        parts = {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
        }
        return open_document(put("表.ods", build.zip(parts)))

    return read_rows


COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ([row(cell("a"), cell("b")), row(cell("c"), cell("d"))], [["a", "b"], ["c", "d"]]),
        ([row(cell("块", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'), COVERED,
              cell("c")), row(COVERED, COVERED, cell("f")), row(cell("1"), cell("2"), cell("3"))],
         [["块", "<块", "c"], ["^块", "^块", "f"], ["1", "2", "3"]]),
        ([row(cell("a", 'table:number-columns-repeated="3"'))], [["a", "a", "a"]]),
        ([row(cell("a")), row(cell(), attributes='table:number-rows-repeated="1048570"')], [["a"]]),
        ([row(cell("a")), row(cell(), attributes='table:number-rows-repeated="2"'), row(cell("b"))],
         [["a"], [""], [""], ["b"]]),
        ([f"<table:table-header-rows>{row(cell('头'))}</table:table-header-rows>", row(cell("b"))],
         [["头"], ["b"]]),
        ([row(cell('一<text:s text:c="2"/>二<text:line-break/>三<text:span>四</text:span>五'))],
         [["一  二\n三四五"]]),
    ],
)  # fmt: skip
def test_grids(read: Any, build: Any, rows: list[str], grid: list[list[str]]) -> None:
    assert build.tables(read(*rows)) == [grid]


@pytest.mark.parametrize(
    ("shown", "stored", "text", "has_value"),
    [
        ("2022/10/16", "2022-10-16", "2022-10-16", True),
        ("2022年10月16日", "2022-10-16", "2022-10-16", True),
        ("2022-10-16 09:30", "2022-10-16T09:30:00", "2022-10-16 09:30", True),
        ("2022年12月", "2022-12-01", "2022年12月", False),
        ("10月16日", "2022-10-16", "10月16日", False),
        ("x", "never", "x", False),
    ],
)
def test_dates(read: Any, shown: str, stored: str, text: str, has_value: bool) -> None:
    attributes = f'office:value-type="date" office:date-value="{stored}"'
    (table,) = read(row(cell(shown, attributes))).blocks
    assert isinstance(table, Table)
    found = table.rows[0][0]
    assert (found.text, found.value is not None) == (text, has_value)


def test_hidden_parts_and_notes(read: Any) -> None:
    note = "<office:annotation><text:p>请核实</text:p></office:annotation>"
    document = read(
        row(f"<table:table-cell>{note}<text:p>a</text:p></table:table-cell>"),
        row(cell("b"), attributes='table:visibility="collapse"'),
    )
    assert [(o.text, o.why) for o in document.left_out] == [
        ("请核实", "批注"), ("", "第2行是隐藏行，已照常读取"),
    ]  # fmt: skip


def test_a_repeated_cell_with_text_has_a_limit(read: Any) -> None:
    from toolkit.errors import FileProblem

    many = row(cell("a", 'table:number-columns-repeated="16384"'),
               attributes='table:number-rows-repeated="1048576"')  # fmt: skip
    with pytest.raises(FileProblem, match="重复了超过"):
        read(many)
