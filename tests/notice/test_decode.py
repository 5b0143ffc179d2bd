"""Tables whose grid was lost are read the same however they were flattened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.notice.reading import codes, from_text, rows
from toolkit.notice.decode import Decoder, Piece, counted
from toolkit.notice.regions import is_open, is_rest
from toolkit.text import width

TASKS = (
    ("防汛备汛", "修订全县防汛应急预案，开展1次综合演练。", "县应急管理局", "县水利局、各乡镇人民政府", "5月底前"),
    ("防汛备汛", "清理河道阻水障碍物，疏通排水管网12公里", "县水利局", "县住建局", "6月15日前"),
    ("防汛备汛", "储备沙袋、冲锋舟等防汛物资", "县发改局", "县财政局、县应急管理局", "4月底前"),
    ("森林防火", "组建半专业扑火队伍2支", "县林业局", "县应急管理局、县消防救援大队", "3月31日前"),
    ("森林防火", "开展林区输配电线路隐患排查。", "国网云溪供电公司", "县林业局、各乡镇人民政府", "长期坚持"),
    ("安全生产", "组织企业负责人培训", "县人社局", "各园区管委会", "第三季度"),
)  # fmt: skip
HEADS = (
    ("序号", "类别", "工作任务", "牵头单位", "配合单位", "完成时限"),
    ("编号", "板块", "改革事项", "牵头部门", "参加部门", "进度安排"),
    ("序", "领域", "具体措施", "主责科室", "协同科室", "办结时间"),
)
COLUMNS = ("no", "l1", "content", "lead", "others", "deadline")
ORDERS = (
    COLUMNS,
    ("l1", "no", "content", "lead", "others", "deadline"),
    ("no", "content", "lead", "others", "deadline"),
    ("l1", "content", "lead", "others", "deadline"),
)
WIDTHS = {"no": 6, "l1": 12, "content": 28, "lead": 18, "others": 20, "deadline": 12}
Grid = list[list[str]]


def _grid(order: Sequence[str]) -> Grid:
    found, last = [], ""
    for number, (l1, content, lead, others, deadline) in enumerate(TASKS, 1):
        values = dict(zip(COLUMNS, (str(number), l1, content, lead, others, deadline), strict=True))
        values["l1"] = "" if l1 == last else l1
        last = l1
        found.append([values[name] for name in order])
    return found


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell]


def _wrapped(text: str, size: int) -> list[str]:
    lines = [""]
    for char in text:
        if width(lines[-1] + char) > size:
            lines.append("")
        lines[-1] += char
    return lines


def _page(heads: Sequence[str], grid: Grid, sizes: Sequence[int], centred: bool) -> str:
    def padded(text: str, size: int) -> str:
        return text + " " * (size - width(text))

    lines = ["".join(map(padded, heads, sizes))]
    for row in grid:
        cells = [_wrapped(c, s - 2) if c else [] for c, s in zip(row, sizes, strict=True)]
        height = max(map(len, cells))
        for y in range(height):
            at = [y - (height - len(c)) // 2 if centred else y for c in cells]
            texts = [c[k] if 0 <= k < len(c) else "" for c, k in zip(cells, at, strict=True)]
            lines.append("".join(map(padded, texts, sizes)).rstrip())
        lines.append("")
    return "\n".join(lines)


def _short_bars(heads: Sequence[str], grid: Grid) -> str:
    lines = [" | ".join(heads) + " |"]
    for row in grid:
        cells = _filled(row)
        lines.append(" | ".join([*cells, *[""] * (len(heads) - len(cells))]) + " |")
    return "\n".join(lines)


FLATTENED: dict[str, Callable[[Sequence[str], Grid], str]] = {
    "a line a cell": lambda h, g: "\n".join([*h, *[c for row in g for c in _filled(row)]]),
    "blank lines": lambda h, g: "\n\n".join([*h, *[c for row in g for c in _filled(row)]]),
    "a bar after each": lambda h, g: "\n".join(
        f"{c} |" for c in [*h, *[c for row in g for c in _filled(row)]]
    ),
    "single blanks": lambda h, g: "\n".join(" ".join(_filled(row)) for row in [list(h), *g]),
    "short bar rows": _short_bars,
    "tabs": lambda h, g: "\n".join("\t".join(row) for row in [list(h), *g]),
}


def _check(text: str) -> None:
    notice = from_text("云溪县2026年重点任务分工\n\n" + text)
    assert [(c.rstrip("。"), u, d) for c, u, d in rows(notice, "content", "units", "deadline")] == [
        (content.rstrip("。"), f"{lead}|{others}", deadline)
        for _, content, lead, others, deadline in TASKS
    ]


@pytest.mark.parametrize("heads", HEADS, ids=lambda h: h[2])
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("form", FLATTENED)
def test_a_table_is_the_same_however_it_was_flattened(
    heads: tuple[str, ...], order: tuple[str, ...], form: str
) -> None:
    named = dict(zip(COLUMNS, heads, strict=True))
    _check(FLATTENED[form]([named[name] for name in order], _grid(order)))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("centred", [True, False])
def test_a_page_kept_in_columns(order: tuple[str, ...], centred: bool) -> None:
    named = dict(zip(COLUMNS, HEADS[0], strict=True))
    sizes = [WIDTHS[name] for name in order]
    _check(_page([named[name] for name in order], _grid(order), sizes, centred))


def test_lines_that_a_viewer_has_cut_inside_cells() -> None:
    notice = from_text(
        "云溪县2026年整改清单\n编号 反馈问题 整改措施 责任单位 整改时限\n"
        "1\n部分乡镇污水处\n理设施闲置。\n对闲置设施逐站排\n查，补建支管网。\n县住建局、各乡镇\n人民政府\n2026 年 12\n月底前\n"
        "2\n河道淤积严重。\n清淤疏浚河道8公\n里，恢复岸线。\n县水利局 2026 年 9\n月底前\n"
        "3\n秸秆焚烧火点数\n量偏多。\n建立网格，提高离\n田利用率。\n县农业农村局、\n县生态环境局\n长期坚持\n"
    )
    assert rows(notice, "no", "content", "units", "due") == [
        ("1", "对闲置设施逐站排查，补建支管网。", "|县住建局、各乡镇人民政府", "2026-12-31"),
        ("2", "清淤疏浚河道8公里，恢复岸线。", "|县水利局", "2026-09-30"),
        ("3", "建立网格，提高离田利用率。", "|县农业农村局、县生态环境局", ""),
    ]


def test_several_numbered_tasks_share_one_cell_and_its_units() -> None:
    notice = from_text(
        "2026年任务\n工作任务\n具体举措\n牵头单位\n完成时限\n一、政策公开\n1.公开清单。\n县发改局\n5月底前\n"
        "2.公开目录。\n3.公开结果。\n县民政局\n6月底前\n4.公开流程。\n县财政局\n7月底前"
    )
    assert rows(notice, "no", "content", "units", "deadline") == [
        ("1", "公开清单。", "县发改局|", "5月底前"),
        ("2", "公开目录。", "县民政局|", "6月底前"),
        ("3", "公开结果。", "县民政局|", "6月底前"),
        ("4", "公开流程。", "县财政局|", "7月底前"),
    ]


def test_groups_alone_in_two_unit_columns_take_part() -> None:
    notice = from_text(
        "2026年任务\n工作任务\n具体举措\n牵头单位\n责任单位\n一、防汛\n1.印发手册。\n县水利局\n各镇街\n2.检修泵站。\n各镇街\n"
    )
    assert rows(notice, "units") == [("县水利局|各镇街",), ("|各镇街",)]
    assert codes(notice).count("R05") == 1


def test_a_cell_that_its_column_cannot_read_is_doubted() -> None:
    notice = from_text(
        "2026年任务\n序号\n工作任务\n责任单位\n完成时限\n1\n修路。\n县交通局\n6月底前\n"
        "2\n架桥。\n县水利局\n视验收情况另行商定\n3\n植树。\n县林业局\n7月底前"
    )
    assert len(notice.tasks) == 3
    assert [f.value for f in notice.findings if f.code == "R17"] == ["视验收情况另行商定"]


def test_numbers_that_count_the_rows() -> None:
    pieces = [Piece(text) for text in ("1", "植树30棵", "30", "2", "架桥", "3")]
    assert [pieces.index(p) for p in pieces if id(p) in counted(pieces)] == [0, 3, 5]


def test_every_piece_is_in_a_row_or_after_the_table() -> None:
    texts = ["1", "修路", "县交通局", "2", "架桥", "县水利局", "备注：以上任务按月报送，纳入考核。"]
    pieces = [Piece(text) for text in texts]
    decoded, used = Decoder(pieces, ("no", "content", "others")).rows()
    assert [[cut.text for cut in row] for row in decoded] == [texts[:3], texts[3:6]]
    assert used == 6


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [("县水利局、", True), ("（含各镇", True), ("县水利局", False), ("", False)],
)
def test_a_text_that_stops_in_the_middle(text: str, unfinished: bool) -> None:
    assert is_open(text) is unfinished


@pytest.mark.parametrize(
    ("text", "rest"), [("局、县林业局", True), ("、各镇", True), ("县林业局", False)]
)
def test_a_text_that_only_goes_on(text: str, rest: bool) -> None:
    assert is_rest(text) is rest
