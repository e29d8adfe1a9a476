"""Hostile files in a process that may not have 500 MB: each is answered by a sentence within five seconds."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from jingzhen_desktop.spreadsheet.xlsx import up_to_last_cell

DATA = Path(__file__).parents[1] / "data"
LIMIT = 500 * 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = b"</sheetData></worksheet>"

_CHILD = f"""
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({LIMIT}, {LIMIT}))
from pathlib import Path
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.spreadsheet.reading import read_workbook
began = time.perf_counter()
try:
    book = read_workbook(Path(sys.argv[1]))
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row]
    said = "/".join(cell.problem for cell in cells if cell.problem)
except InputRejected as error:
    said = str(error)
# not ru_maxrss, which also counts what the process that started this one had
peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
print(json.dumps([said, time.perf_counter() - began, peak]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("炸弹.xlsx", "解开后的内容太大"),
        ("嵌套炸弹.xlsx", "解开后的内容太大"),
        ("炸弹.ods", "解开后的内容太大"),
        ("百万行.xlsx", "解开后的内容太大"),
        ("百万行简写.xlsx", "超出可读取的范围（20000行、500列）"),
        ("百万行.ods", "超出可读取的范围（20000行、500列）"),
        ("宏.xlsm", "含有宏程序"),
        ("宏.xlsx", "含有宏程序"),
        ("宏.ods", "含有宏程序"),
        ("宏.xls", "含有宏程序"),
        ("外部链接.xlsx", "公式引用了别的文件"),
        ("密码.xlsx", "设有打开密码"),
        ("密码.xls", "设有打开密码"),
        ("密码.ods", "设有打开密码"),
    ],
)
def test_soon_small_and_with_a_sentence(tmp_path: Path, name: str, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(_MAKERS[name]())
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert child.returncode == 0, child.stderr[-2000:]
    said, seconds, peak = json.loads(child.stdout)
    assert words in said
    assert seconds < 5
    assert peak < LIMIT


def _xlsx(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return _with(
        buffer.getvalue(),
        {name.replace("__", "/").replace("_DOT_", "."): part for name, part in parts.items()},
    )


def _with(data: bytes, parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        kept = {name: source.read(name) for name in source.namelist() if name not in parts}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, part in (kept | parts).items():
            target.writestr(name, part)
    return buffer.getvalue()


def _bomb(part: str) -> bytes:
    """A workbook of 2 MB whose part unpacks to 2 GB, though its headers say otherwise."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(HEAD) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (16 * 1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += block * 128 + packer.compress(FOOT) + packer.flush()
    whole = _with(_xlsx(), {part: b"#" * len(packed)})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = archive.namelist()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target,
        zipfile.ZipFile(io.BytesIO(whole)) as source,
    ):
        for name in names:
            target.writestr(name, packed if name == part else source.read(name))
    return bytes(_marked_deflated(bytearray(buffer.getvalue()), part.encode()))


def _places(data: bytearray, name: bytes) -> Iterator[int]:
    at = data.find(name)
    while at >= 0:
        yield at
        at = data.find(name, at + 1)


def _marked_deflated(data: bytearray, name: bytes) -> bytearray:
    """Say in both headers of a part that its bytes are deflated, as they are."""
    for at in _places(data, name):
        if data[at - 30 : at - 26] == b"PK\x03\x04":
            data[at - 22 : at - 20] = b"\x08\x00"
        elif data[at - 46 : at - 42] == b"PK\x01\x02":
            data[at - 36 : at - 34] = b"\x08\x00"
    return data


def _nested() -> bytes:
    """Many parts, each small enough by itself."""
    return _with(_xlsx(), {f"xl/media/image{number}.png": bytes(4 * 1024 * 1024) for number in range(40)})


def _million_rows() -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c></row>' % (n, n, n)
        for n in range(1, 1_000_001)
    )
    return _with(_xlsx(), {SHEET: HEAD + rows + FOOT})


def _million_short_rows() -> bytes:
    return _with(_xlsx(), {SHEET: HEAD + b"<row><c><v>1</v></c></row>" * 1_000_000 + FOOT})


def _ods(content: bytes, **parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", content)
        for name, part in parts.items():
            target.writestr(name.replace("__", "/").replace("_DOT_", "."), part)
    return buffer.getvalue()


_ODS_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="t">'
)
_ODS_FOOT = b"</table:table></office:spreadsheet></office:body></office:document-content>"
_ODS_ROW = (
    b'<table:table-row%s><table:table-cell office:value-type="float" office:value="5"/></table:table-row>'
)


def _locked_ole(stream: str) -> bytes:
    """An OLE file as Excel writes it with a password, by the hand that makes them for the other tests."""
    spec = importlib.util.spec_from_file_location(
        "hostile", Path(__file__).with_name("test_spreadsheet_hostile.py")
    )
    assert spec is not None
    assert spec.loader is not None
    hostile = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hostile)
    if stream == "EncryptedPackage":
        made: bytes = hostile.ole({"EncryptionInfo": b"x" * 4096, "EncryptedPackage": b"y" * 4096})
    elif stream == "Macros":
        made = hostile.ole({"Workbook": b"x" * 4096, "_VBA_PROJECT_CUR": b"y" * 4096})
    else:
        made = hostile.xls(before=hostile.record(0x002F, bytes(54)))
    return made


_MAKERS: dict[str, Callable[[], bytes]] = {
    "炸弹.xlsx": lambda: _bomb(SHEET),
    "嵌套炸弹.xlsx": _nested,
    "炸弹.ods": lambda: _ods(_ODS_HEAD + b" " * (130 * 1024 * 1024) + _ODS_FOOT),
    "百万行.xlsx": _million_rows,
    "百万行简写.xlsx": _million_short_rows,
    "百万行.ods": lambda: _ods(_ODS_HEAD + _ODS_ROW % b' table:number-rows-repeated="1000000"' + _ODS_FOOT),
    "宏.xlsm": lambda: _xlsx(xl__vbaProject_DOT_bin=b"\xd0\xcf"),
    "宏.xlsx": lambda: _xlsx(xl__vbaProject_DOT_bin=b"\xd0\xcf"),
    "宏.ods": lambda: _ods(_ODS_HEAD + _ODS_ROW % b"" + _ODS_FOOT, Basic__Standard__Module1_DOT_xml=b"<x/>"),
    "外部链接.xlsx": lambda: (DATA / "forms" / "linked.xlsx").read_bytes(),
    "宏.xls": lambda: _locked_ole("Macros"),
    "密码.xlsx": lambda: _locked_ole("EncryptedPackage"),
    "密码.xls": lambda: _locked_ole("Workbook"),
    "密码.ods": lambda: _ods(b"\x00" * 64, **{"META-INF__manifest_DOT_xml": b"<manifest:encryption-data/>"}),
}


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        (b"<sheetData><c/></sheetData><dataValidations/>", b"<sheetData><c/></"),
        (b"<sheetData></sheetData><x:sheetData><c/></x:sheetData><y/>", None),
        (b"<sheetData><c/></sheetData ><y/>", b"<sheetData><c/></"),
        (b"<sheetData><c/>", None),
        (b"<sheetData/><y/>", None),
        (b"<styleSheet/>", b""),
    ],
)
def test_cells_are_looked_at_whole(sheet: bytes, cells: bytes | None) -> None:
    """What stands behind the last cell is left out only where it is sure which one that is."""
    assert up_to_last_cell(sheet) == (sheet if cells is None else cells)
