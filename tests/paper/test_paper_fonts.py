"""Fonts by role: substitutes are named, missing characters seen, CFF faces converted,
nothing at all is a sentence.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import FONT_SETTINGS, write_settings
from jingzhen_desktop.paper.charts.values import Chart, ChartKind, Series
from jingzhen_desktop.paper.document import ChartBlock, Document, Heading, Paragraph
from jingzhen_desktop.paper.fontfiles import FontFile, scan
from jingzhen_desktop.paper.fonts import MISSING, FontBook, Role, font_book
from jingzhen_desktop.paper.typeset import typeset, typeset_for

Printed = Callable[[bytes], list]

MM = 72 / 25.4
PITCH = 156 * MM / 28
PAPER = Document(
    "节能减排工作总结",
    (Heading(1, "一、黑体"), Heading(2, "（一）楷体"), Paragraph("正文用仿宋，2011年用电1,234千瓦时。")),
)


def test_every_role_has_a_font_and_substitutes_are_named(classic: FontBook) -> None:
    roles = classic.roles()
    assert set(roles) == set(Role)
    assert roles[Role.KAI].file.name == "ukai.ttc"
    assert not roles[Role.KAI].substituted
    assert roles[Role.BODY].substituted
    assert classic.substitution(Role.BODY) == "仿宋 未安装，以 AR PL UMing（宋体）代替"
    assert classic.substitution(Role.KAI) is None


def test_the_pdf_names_the_substitutes_of_the_roles_it_uses(classic: FontBook) -> None:
    assert typeset(PAPER, classic).substitutions == (
        "小标宋 未安装，以 AR PL UMing（宋体加粗）代替",
        "黑体 未安装，以 文泉驿正黑 代替",
        "仿宋 未安装，以 AR PL UMing（宋体）代替",
    )


def test_a_character_the_roles_font_lacks_comes_from_another_font(
    classic: FontBook, noto_files: list[FontFile], tmp_path: Path
) -> None:
    rare = "\U00020bb7"  # 𠮷, which wqy-zenhei lacks
    assert not classic.glyph(Role.HEAD, "国").face.has(rare)
    files = [FontFile(font.file, 0, 0) for font in set(classic.roles().values())]
    book = FontBook([*files, *(file for file in noto_files if "Serif" in file.path.name)], tmp_path)
    assert book.glyph(Role.HEAD, "国").face is not book.glyph(Role.HEAD, rare).face
    pdf = typeset(Document("标题", (Heading(1, f"一、{rare}"),)), book)
    assert f"一、{rare}" in PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text()
    assert not any(rare in sentence for sentence in pdf.substitutions)


def test_a_character_no_font_has_is_printed_as_a_mark_and_reported(
    classic: FontBook, printed: Printed
) -> None:
    pdf = typeset(Document("标题", (Paragraph("表情\U0001f600在此"),)), classic)
    assert any(line.text == f"表情{MISSING}在此" for line in printed(pdf.data))
    assert pdf.substitutions[-1] == f"已安装的字体都没有字符“\U0001f600”（U+1F600），印成了“{MISSING}”"


def test_cff_faces_are_converted_embedded_and_readable(noto: FontBook, printed: Printed) -> None:
    pdf = typeset(PAPER, noto)
    assert "正文用仿宋，2011年用电1,234千瓦时。" in [line.text for line in printed(pdf.data)]
    fonts = PdfReader(io.BytesIO(pdf.data)).pages[0]["/Resources"]["/Font"].get_object()
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts.values()}
    assert {"NotoSansCJKsc-Regular"} < names
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())


def test_converted_glyphs_look_like_the_source(noto: FontBook) -> None:
    """Rendered, 黑 fills as much of its square as a character of twelve strokes does, 一 a thin bar of it,
    口 its border only.
    """
    image = (
        pypdfium2.PdfDocument(typeset(Document("题", (Heading(1, "黑一口"),)), noto).data)[0]
        .render(scale=4)
        .to_pil()
        .convert("L")
    )
    left, top, square = (28 * MM + 2 * PITCH) * 4, (37 * MM + 2 * 28.99 + 20.57 - 14) * 4, 16 * 4
    ink = [
        image.crop(
            (int(left + i * PITCH * 4), int(top), int(left + i * PITCH * 4) + square, int(top) + square)
        )
        for i in range(3)
    ]
    black, bar, mouth = (sum(part.histogram()[:128]) / square**2 for part in ink)
    assert 0.25 < black < 0.6
    assert 0.03 < bar < 0.12
    assert bar < mouth < black
    assert ink[2].getpixel((square // 2, square // 2)) == 255  # the hole in 口 is a hole


def test_the_bytes_do_not_depend_on_what_was_converted_before(
    noto_files: list[FontFile], tmp_path: Path
) -> None:
    fresh = typeset(PAPER, FontBook(noto_files, tmp_path / "one")).data
    typeset(
        Document("别的标题", (Paragraph("先印了完全不同的文字：水、煤、油、气。"),)),
        FontBook(noto_files, tmp_path / "two"),
    )
    grown = FontBook(noto_files, tmp_path / "two")
    assert typeset(PAPER, grown).data == fresh
    assert typeset(PAPER, FontBook(noto_files, tmp_path / "two")).data == fresh


def test_charts_and_text_share_one_converted_font(noto: FontBook) -> None:
    """Each chart brings characters of its own;
    a face that would be embedded twice is refused by the PDF library.
    """
    charts = [
        Chart(ChartKind.BAR, f"{title}排名", "吨", (category,), (Series("2011年", (Decimal(12),)),))
        for title, category in (("用水", "中心学校"), ("耗煤", "卫生院"), ("汽油", "敬老院"))
    ]
    pdf = typeset(Document("总结", (*map(ChartBlock, charts), Paragraph("甲乙丙丁。"))), noto)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    assert all(words in text for words in ("用水排名", "卫生院", "敬老院", "甲乙丙丁。"))


def test_converted_glyphs_are_kept_and_used_again(noto_files: list[FontFile], tmp_path: Path) -> None:
    typeset(PAPER, FontBook(noto_files, tmp_path))
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert kept
    assert max(file.stat().st_size for file in kept) < 200_000
    typeset(PAPER, FontBook(noto_files, tmp_path))
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == kept


def test_a_damaged_cache_is_made_anew(noto_files: list[FontFile], tmp_path: Path) -> None:
    good = typeset(PAPER, FontBook(noto_files, tmp_path)).data
    for file in tmp_path.iterdir():
        file.write_bytes(b"\x00\x01\x00\x00 no font")
    assert typeset(PAPER, FontBook(noto_files, tmp_path)).data == good


def test_without_a_writable_cache_it_works_too(noto_files: list[FontFile], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("here no folder can be made")
    assert typeset(PAPER, FontBook(noto_files, blocked / "cache")).pages == 1


def test_a_damaged_font_file_is_passed_over(
    classic: FontBook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = classic.roles()[Role.SONG].file
    data = bytearray(good.read_bytes()[:4000])
    (tmp_path / "simfang.ttf").write_bytes(b"this is no font")
    (tmp_path / "simsun.ttc").write_bytes(bytes(data))
    (tmp_path / "uming.ttc").symlink_to(good)
    book = FontBook(scan([tmp_path]), tmp_path / "cache")
    with caplog.at_level(logging.CRITICAL):
        assert book.glyph(Role.BODY, "国").face.has("国")
    assert "UMing" in str(book.substitution(Role.BODY))


def test_no_chinese_font_is_a_sentence_that_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"fonts-noto-cjk.*后重试"):
        font_book([tmp_path])


def test_a_font_is_found_by_its_family_under_any_file_name(classic: FontBook, tmp_path: Path) -> None:
    (tmp_path / "F0123.ttc").symlink_to(classic.roles()[Role.KAI].file)
    book = font_book([tmp_path], tmp_path / "cache")
    assert book.roles()[Role.KAI].name == "AR PL UKai（楷体）"
    assert book.substitution(Role.BODY) is not None


def test_the_book_is_kept_until_a_font_file_changes(classic: FontBook, tmp_path: Path) -> None:
    (tmp_path / "ukai.ttc").symlink_to(classic.roles()[Role.KAI].file)
    before = font_book([tmp_path], tmp_path / "cache")
    assert font_book([tmp_path], tmp_path / "cache") is before
    (tmp_path / "uming.ttc").symlink_to(classic.roles()[Role.SONG].file)
    after = font_book([tmp_path], tmp_path / "cache")
    assert after.roles()[Role.SONG].file.name == "uming.ttc"


def test_the_room_starts_without_the_pdf_and_font_libraries() -> None:
    code = (
        "import sys, jingzhen_desktop.paper.typeset;"
        " print([m for m in sys.modules if m.split('.')[0] in ('reportlab', 'fontTools')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_rare_characters_of_names_can_be_searched_in_the_pdf(noto: FontBook) -> None:
    pdf = typeset(Document("标题", (Paragraph("联络员\U00020bb7田君。"),)), noto)
    assert not noto.glyph(Role.BODY, "\U00020bb7").missing
    assert "联络员\U00020bb7田君。" in PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text()


def test_the_offices_choice_comes_first_and_is_missed_aloud(office: Office) -> None:
    wanted = {setting.label: setting for setting in FONT_SETTINGS}
    assert set(wanted) == set(Role)
    document = Document("总结", (Paragraph("节能减排"),))
    write_settings(office, {wanted["仿宋"]: "AR PL UKai CN"})
    assert font_book(preferred=((Role.BODY, "AR PL UKai CN"),)).roles()[Role.BODY].file.name == "ukai.ttc"
    fonts = PdfReader(io.BytesIO(typeset_for(office, document).data)).pages[0]["/Resources"]["/Font"]
    assert any("UKai" in str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert not any("仿宋" in sentence for sentence in typeset_for(office, document).substitutions)
    write_settings(office, {wanted["仿宋"]: "没有的字体"})
    (sentence,) = (sentence for sentence in typeset_for(office, document).substitutions if "仿宋" in sentence)
    assert sentence.startswith("仿宋 所设的“没有的字体”未安装")


def test_rare_characters_of_names_fall_to_the_next_font_each(
    classic: FontBook, noto_files: list[FontFile], tmp_path: Path
) -> None:
    """𠮷 㙟 䶮: each from the first font that has it; what no font has is printed as a mark and told."""
    rare = "\U00020bb7㙟䶮"
    files = [FontFile(font.file, 0, 0) for font in set(classic.roles().values())]
    for book in (FontBook([*files, *noto_files], tmp_path / "both"), classic):
        pdf = typeset(Document("标题", (Paragraph(f"联络员{rare}，2011年到任。"),)), book)
        expected = "".join(
            MISSING if book.glyph(Role.BODY, character).missing else character for character in rare
        )
        assert f"联络员{expected}，2011年到任。" in PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text()
        told = [sentence for sentence in pdf.substitutions if "字符" in sentence]
        assert len(told) == expected.count(MISSING)
    both = FontBook([*files, *noto_files], tmp_path / "both")
    assert not any(both.glyph(Role.BODY, character).missing for character in rare)


@pytest.mark.parametrize("outlines", ["TrueType", "CFF"])
def test_eight_pages_stay_below_300_kilobytes(outlines: str, request: pytest.FixtureRequest) -> None:
    book = request.getfixturevalue("classic" if outlines == "TrueType" else "noto")
    prose = [
        line
        for line in Path(__file__).with_name("prose.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    summary = Path(__file__).with_name("summary-2011.txt").read_text(encoding="utf-8").splitlines()
    pdf = typeset(Document("总结", tuple(Paragraph(part) for part in (*prose, *summary, *prose[:6]))), book)
    assert pdf.pages == 8
    assert len(pdf.data) < 300 * 1024


@pytest.mark.parametrize("outlines", ["TrueType", "CFF"])
def test_text_is_read_without_blanks_where_han_meets_figures(
    outlines: str, request: pytest.FixtureRequest
) -> None:
    """The quarter of an em belongs to the character before it: no reader takes it for a space."""
    book = request.getfixturevalue("classic" if outlines == "TrueType" else "noto")
    text = "2011年用电1,234.5千瓦时，占CO2排放的37%以上。"
    pdf = typeset(Document("总结", (Paragraph(text),)), book)
    assert text in PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text()
    assert text in pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_range()


def test_a_lowered_figure_that_no_font_has_is_printed_plain_and_told(
    noto_files: list[FontFile], tmp_path: Path
) -> None:
    book = FontBook([file for file in noto_files if "Serif" in file.path.name], tmp_path)
    assert not book._find(Role.BODY, "₂")  # else this test would say nothing
    pdf = typeset(Document("排放", (Paragraph("二氧化碳排放量4,323kgCO₂。"),)), book)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    assert "kgCO2。" in "".join(text.split())
    assert any("“₂”" in sentence and "印成了“2”" in sentence for sentence in pdf.substitutions)
