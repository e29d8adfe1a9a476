"""What must never be taken in: each a sentence naming the file, soon, and without filling the memory."""

from __future__ import annotations

import re
import struct
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.spreadsheet.reading import read_workbook

DATA = Path(__file__).parents[1] / "data"
SHEET = "xl/worksheets/sheet1.xml"
ODS_CELL = '<table:table-cell office:value-type="float" office:value="5"'
END = 0xFFFFFFFE


def xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "报表"
    workbook.active["A1"] = "电"
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(data)
    parts[name] = change(parts.get(name, b""))
    return archive(parts)


def with_rows(rows: str) -> bytes:
    return with_part(xlsx(), SHEET, lambda xml: xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def ole(streams: dict[str, bytes]) -> bytes:
    """Make an OLE file with streams of at least 4 KB (smaller ones are padded)."""
    sectors = [b"", b""]  # the sector table and the directory come first
    table = [0xFFFFFFFD, END]
    entries = [_entry("Root Entry", 5, END, 0)]
    for name, stream in streams.items():
        padded = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
        first, count = len(sectors), len(padded) // 512
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
        table += [*range(first + 1, first + count), END]
        entries.append(_entry(name, 2, first, len(padded)))
    sectors[0] = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    sectors[1] = b"".join(entries).ljust(512, b"\0")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, END, 0, END, 0) + struct.pack(
        "<109I", 0, *[0xFFFFFFFF] * 108
    )
    return head + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    fixed = letters.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(letters), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    )
    return fixed + bytes(36) + struct.pack("<III", start, size, 0)


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(*cells: bytes, before: bytes = b"") -> bytes:
    """Make an .xls with one sheet 报表 holding these records."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = "报表".encode("utf-16-le")
    size = len(begin) + len(before) + 4 + 8 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBBB", size, 0, 0, 2, 1) + name)
    return ole(
        {"Workbook": begin + before + bound + record(0x0A, b"") + begin + b"".join(cells) + record(0x0A, b"")}
    )


def number(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 5.0))


def shared_text(row: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, 0, 0, 0))


def refusal(tmp_path: Path, data: bytes, name: str = "中心学校.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    began = time.process_time()
    with pytest.raises(InputRejected) as caught:
        read_workbook(path)
    assert time.process_time() - began < 5
    sentence = str(caught.value)
    assert sentence.startswith(f"“{name}”")
    assert sentence.endswith("。")
    return sentence


def test_the_makers_of_bad_files_make_good_ones_too(tmp_path: Path) -> None:
    path = tmp_path / "好.xls"
    for data in (xlsx(), with_rows('<row r="2"><c r="B2"><v>5</v></c></row>'), xls(number(1, 1))):
        path.write_bytes(data)
        (sheet,) = read_workbook(path).sheets
        assert sheet.name == "报表"
    assert sheet.cell(1, 1).value == 5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "是空文件"),
        (b"\0" * 4096, "是空文件"),
        ("单位,电\n学校,5\n".encode(), "是文本文件"),
        ("单位,电\n学校,5\n".encode("gbk"), "是文本文件"),
        ("单位".encode("utf-16"), "是文本文件"),
        (b"\r\n<html><table><tr><td>5</td></tr></table></html>", "是网页文件"),
        (b"<!DOCTYPE html><p>", "是网页文件"),
        (b"<?xml version='1.0'?><a/>", "是XML文本"),
        (b"%PDF-1.7 ...", "是PDF文件"),
        (b"{\\rtf1 x}", "是RTF文档"),
        (b"\x89PNG\r\n\x1a\n\0\0", "的内容无法识别"),
        (archive({"word/document.xml": b"<w/>"}), "是Word文档"),
        (archive({"ppt/presentation.xml": b"<p/>"}), "是演示文稿"),
        (archive({"xl/workbook.bin": b"\x83\x01"}), "xlsb"),
        (archive({"a.txt": b"x"}), "是压缩包"),
        (archive({"content.xml": b"<a/>", "mimetype": b"application/vnd.oasis.opendocument.text"}), "不是电子表格"),
        (archive({"content.xml": b"\x01", "META-INF/manifest.xml": b"<m:encryption-data/>"}), "设有打开密码"),
        (archive({"xl/workbook.xml": b"<workbook"}), "已损坏"),
        (archive({"xl/workbook.xml": b"<workbook/>"}), "已损坏"),
        (b"PK\x03\x04 nothing more", "已损坏"),
        (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "设有打开密码"),
        (ole({"WordDocument": b"x"}), "不是Excel工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "已损坏"),
        (xls(before=record(0x2F, bytes(6))), "设有打开密码"),
        (b"x" * (20 * 1024 * 1024 + 1), "超过20MB"),
    ],
)  # fmt: skip
def test_no_workbook_or_none_that_can_be_opened(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refusal(tmp_path, data)


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_cut_short(tmp_path: Path, part: float) -> None:
    for data in (
        xlsx(),
        (DATA / "errors_hidden.ods").read_bytes(),
        (DATA / "errors_hidden.xls").read_bytes(),
    ):
        assert "损坏" in refusal(tmp_path, data[: int(len(data) * part)])


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        ('<row r="1048576"><c><v>1</v></c></row>', "A1048576"),
        ('<row r="2"><c r="SG2" t="inlineStr"><is><t>x</t></is></c></row>', "SG2"),
        ('<row r="20001"><c r="A20001"><f>1+1</f></c></row>', "A20001"),
        ("<row r='30000'><c\n r = 'B30000' ><v>1</v></c></row>", "B30000"),
        ('<!-- <c r="A9"/> --><row r="30000"><c r="C30000"><v>1</v></c></row>', "C30000"),
        (
            (
                '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
                ' r="2"><x:c r="XFD2"><x:v>1</x:v></x:c></x:row>'
            ),
            "XFD2",
        ),
    ],
)
def test_a_value_too_far_out(tmp_path: Path, rows: str, cell: str) -> None:
    assert f"工作表“报表”的单元格{cell}有内容" in refusal(tmp_path, with_rows(rows))


def test_two_values_that_span_too_large_a_sheet(tmp_path: Path) -> None:
    assert "工作表“报表”的内容太多" in refusal(
        tmp_path, with_rows('<row r="20000"><c r="SF20000"><v>1</v></c></row>')
    )
    assert "工作表“报表”的内容太多" in refusal(
        tmp_path, with_rows('<row r="9999"><c r="RZ9999"><v>1</v></c></row>')
    )


@pytest.mark.parametrize("reference", ["ZZZZ1", "A", "1", "A0", "A99999999", ""])
def test_a_cell_reference_that_is_none(tmp_path: Path, reference: str) -> None:
    assert "损坏" in refusal(tmp_path, with_rows(f'<row r="2"><c r="{reference}"><v>1</v></c></row>'))


def test_entities_and_odd_encodings(tmp_path: Path) -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    for name in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        assert "不允许的内容" in refusal(tmp_path, with_part(xlsx(), name, lambda xml: evil + xml))
    assert "不允许的内容" in refusal(
        tmp_path, with_part(xlsx(), SHEET, lambda xml: b'<?xml version="1.0" encoding="utf-7"?>' + xml)
    )
    assert "通常方式" in refusal(
        tmp_path, with_part(xlsx(), SHEET, lambda xml: xml.decode().encode("utf-16"))
    )
    ods = (DATA / "errors_hidden.ods").read_bytes()
    assert "不允许的内容" in refusal(
        tmp_path, with_part(ods, "content.xml", lambda xml: xml.replace(b"?>", b"?>" + evil, 1))
    )


def test_too_much_unpacked(tmp_path: Path) -> None:
    assert "太大" in refusal(tmp_path, archive(parts_of(xlsx()) | {"xl/media/a.bin": bytes(101 << 20)}))
    assert "太大" in refusal(
        tmp_path,
        with_part(xlsx(), SHEET, lambda xml: xml.replace(b"<sheetData>", b" " * (41 << 20) + b"<sheetData>")),
    )
    assert "太大" in refusal(
        tmp_path, archive(parts_of(xlsx()) | {f"x{number}": b"" for number in range(2001)})
    )


def test_the_size_written_in_the_zip_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(archive(parts_of(xlsx()) | {"xl/media/a.bin": bytes(101 << 20)}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert "太大" in refusal(tmp_path, bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name(tmp_path: Path) -> None:
    buffer = BytesIO(xlsx())
    with zipfile.ZipFile(buffer, "a") as target:
        target.writestr("xl/worksheets/Sheet1.xml", b"<a/>")
    assert "通常方式" in refusal(tmp_path, buffer.getvalue())


def shared(strings: bytes, rows: int) -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, rows))
    data = with_part(with_rows(cells), "xl/sharedStrings.xml", lambda _: strings)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="s" Type="' + kind + b'" Target="sharedStrings.xml"/>'
    return with_part(
        data,
        "xl/_rels/workbook.xml.rels",
        lambda xml: re.sub(rb"</Relationships>", relation + b"</Relationships>", xml),
    )


def test_shared_texts_that_promise_or_repeat_too_much(tmp_path: Path) -> None:
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"%s>'
    long = b"<si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    assert "文字太多" in refusal(tmp_path, shared(head % b"" + long, 4_000))
    assert "损坏" in refusal(tmp_path, shared(head % b' uniqueCount="4294967295"' + long, 3))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            ODS_CELL,
            ODS_CELL.replace("cell ", 'cell table:number-columns-repeated="16384" '),
            "工作表“隐藏表”的单元格XFD1有内容",
        ),
        (
            "<table:table-row [^>]*>" + ODS_CELL,
            '<table:table-row table:number-rows-repeated="1000000">' + ODS_CELL,
            "单元格A1000000有内容",
        ),
        (
            "<table:table-row [^>]*>" + ODS_CELL,
            '<table:table-row table:number-rows-repeated="20000">'
            + ODS_CELL.replace("cell ", 'cell table:number-columns-repeated="500" '),
            "“隐藏表”的内容太多",
        ),
        ("(<text:p)>电<", r'\1>' + "x" * 70_000_00 + "<", "文字太多"),
        ('table:number-rows-repeated="1048574"', 'table:number-rows-repeated="x"', "损坏"),
    ],
)  # fmt: skip
def test_repeats_in_ods(tmp_path: Path, old: str, new: str, words: str) -> None:
    data = (DATA / "errors_hidden.ods").read_bytes()
    repeated = (
        'table:style-name="ce2" table:number-columns-repeated="20"'
        if "电" in old
        else 'table:style-name="ce2"'
    )
    changed = with_part(
        data,
        "content.xml",
        lambda xml: re.sub(
            old, new, xml.decode().replace('table:style-name="ce2"', repeated), count=1
        ).encode(),
    )
    assert words in refusal(tmp_path, changed, "表.ods")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (xls(number(20_000, 0)), "工作表“报表”的单元格A20001有内容"),
        (xls(number(65_535, 255)), "单元格IV65536有内容"),
        (xls(number(19_999, 255)), "内容太多"),
        (xls(record(0x0200, struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 256, 0))), "损坏"),
        (xls(before=record(0x00FC, struct.pack("<II", 1, 0x7FFFFFFF))), "损坏"),
        (
            xls(
                *(shared_text(row) for row in range(2_000)),
                before=record(0x00FC, struct.pack("<II", 9, 1) + struct.pack("<HB", 20_000, 0) + b"x" * 8_000)
                + record(0x3C, b"\0" + b"x" * 8_000)
                + record(0x3C, b"\1" + b"x\0" * 4_000),
            ),
            "文字太多",
        ),
    ],
)  # fmt: skip
def test_hostile_xls(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refusal(tmp_path, data, "旧表.xls")


def test_a_circle_in_an_xls(tmp_path: Path) -> None:
    data = bytearray(xls(number(0, 0)))
    data[512 + 4 * 3 : 512 + 4 * 4] = struct.pack("<I", 2)
    assert "损坏" in refusal(tmp_path, bytes(data), "旧表.xls")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="不存在"):
        read_workbook(tmp_path / "没有.xlsx")
    with pytest.raises(EnvironmentFault, match="文件夹"):
        read_workbook(tmp_path)
    with pytest.raises(EnvironmentFault, match="改名"):
        read_workbook(Path("a\0b.xlsx"))
