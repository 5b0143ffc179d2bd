"""The columns as data, and how heads are matched with them."""

from __future__ import annotations

import pytest

from toolkit.ledger import columns
from toolkit.ledger.columns import TASK_COLUMNS
from toolkit.model import KINDS
from toolkit.workbook.heads import head_key, match_heads


def test_fields_heads_and_aliases_are_unambiguous() -> None:
    for listed in columns.COLUMNS.values():
        assert len({c.field for c in listed}) == len(listed)
        names = [head_key(name) for c in listed for name in (c.head, *c.aliases)]
        assert len(set(names)) == len(names)


def test_every_kind_has_a_word_in_the_drop_down() -> None:
    kind = next(c for c in TASK_COLUMNS if c.field == "kind")
    assert kind.choices == tuple(columns.KIND_WORDS[k] for k in KINDS)


def test_helper_columns_stand_behind_the_visible_ones() -> None:
    for listed in columns.COLUMNS.values():
        helpers = [c.helper for c in listed]
        assert helpers == sorted(helpers)


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["任务内容", "完成时限"], {"content": [0], "deadline": [1]}),
        (["完成\n时限：", "ＮＯ．"], {"deadline": [0], "no": [1]}),
        (["牵头单位（盖章）"], {"lead": [0]}),
        # The standard head goes before an alias, wherever it stands.
        (["时限", "完成时限"], {"deadline": [1]}),
        (["完成时限", "完成时限"], {"deadline": [0, 1]}),
        # Two columns of units are read together.
        (["责任单位", "配合单位"], {"others": [0, 1]}),
        (["科室", "电话", ""], {}),
    ],
)
def test_matching(heads: list[str], found: dict[str, list[int]]) -> None:
    assert match_heads(heads, TASK_COLUMNS) == found


def test_own_names_go_first() -> None:
    heads = ["完成时限", "限期"]
    assert match_heads(heads, TASK_COLUMNS, {"完成时限": "限期"})["deadline"][0] == 1
    assert match_heads(["限期"], TASK_COLUMNS, {"完成时限": " "}) == {}
