"""Nothing of a notice is lost without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notice.reading import from_grid, from_text
from toolkit.errors import TaizhangError
from toolkit.model import Notice, Place
from toolkit.notice.assemble import assemble
from toolkit.notice.document import Document, Paragraph
from toolkit.notice.formats import open_document
from toolkit.notice.layout import lay_out
from toolkit.notice.trace import uncovered

CORPUS = sorted(
    p
    for p in (Path(__file__).parent.parent / "corpus").iterdir()
    if p.suffix in (".txt", ".html", ".docx", ".xlsx")
)


def lost(notice: Notice) -> list[str]:
    """The pieces that only the last look over the source has found."""
    return [piece.text for piece in notice.left_out if piece.why == "没有归入任何一栏"]


def test_pieces_that_no_field_took_are_listed_and_pointed_at() -> None:
    from dataclasses import replace

    notice = from_grid(("任务内容", "责任单位"), ("公开全县权责清单", "县发改局"))
    blocks = (Paragraph("公开全县权责清单"), Paragraph("这一句话谁也没有收下", Place(line=7)))
    pieces = list(uncovered(blocks, replace(notice, left_out=())))
    assert [(piece.text, piece.place.line) for piece in pieces] == [("这一句话谁也没有收下", 7)]


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_the_corpus_is_read_without_a_lost_piece(path: Path) -> None:
    assert lost(assemble(open_document(path), None)) == []


@pytest.mark.shared
def test_the_samples_are_read_without_a_lost_piece(shared: Path) -> None:
    from toolkit.notice import read_notice

    assert {p.name: lost(read_notice(p)) for p in (shared / "seeds").iterdir()} == {
        p.name: [] for p in (shared / "seeds").iterdir()
    }


WORDS = st.sampled_from(
    ["序号", "任务内容", "责任单位", "牵头单位", "完成时限", "一、", "（一）", "1.", "公开全县权责清单", "县发改局、县教育局",
     "（县司法局牵头）", "（责任单位：各乡镇）", "10月底前", "长期坚持", "。", "\t", "|", "\n", "\n\n", "2026年", "附件1", "牵头单位：", "县政府办"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_any_text_is_read_and_every_letter_accounted_for(text: str) -> None:
    notice = from_text(text, 2026)
    lines = tuple(Paragraph(line, Place(line=i)) for i, line in enumerate(text.split("\n"), 1))
    missing = {piece.text for piece in uncovered(lay_out(Document(lines)).blocks, notice)}
    listed = ["".join(filter(str.isalnum, piece.text)) for piece in notice.left_out]
    assert [text for text in missing if not any(text in known for known in listed)] == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    from_text(text)


@pytest.mark.parametrize("path", CORPUS[:8], ids=lambda p: p.name)
def test_the_reader_never_raises_on_a_cut_document(path: Path) -> None:
    from toolkit.notice.assemble import assemble

    document = open_document(path)
    for end in range(0, len(document.blocks), max(1, len(document.blocks) // 10)):
        try:
            assemble(Document(document.blocks[:end], path.name), None)
        except TaizhangError:
            pytest.fail("assemble raises nothing; an empty notice is for read_notice to refuse")
