"""Unpacks a zipped workbook (.xlsx, .ods) within limits, believing no header, and walks its XML.
Knows no cells.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from ..base.errors import InputRejected
from .limits import MAX_ENTRIES, MAX_UNPACKED, MAX_XML

DAMAGED = "文件不完整或已损坏；请用WPS/Excel打开检查，另存为新的xlsx文件后重试"
LOCKED = "设有打开密码；请在WPS/Excel中取消密码后重试"
MACROS = "含有宏程序，为安全起见不读取；请在WPS/Excel中另存为不含宏的xlsx文件后重试"
_ODD = "不是WPS/Excel按通常方式保存的工作簿；请用WPS/Excel打开后另存为xlsx文件再试"
_TOO_LARGE = "解开后的内容太大，不像填报表；请删除图片和多余的工作表后重试"

_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)
_SMALL, _SMALL_UNPACKED = 4_096, 65_536
"""Bytes of a part that is kept, packed and unpacked: 64 of them are at most 4 MB."""
_WIDE = (b"\xfe\xff", b"\xff\xfe", b"<\0", b"\0<")


def unpack(data: bytes) -> dict[str, bytes]:
    """Return every part of a zip by lower-case path, unpacked by counting what really comes out.

    Raises:
        InputRejected: damaged, encrypted, too many or too large parts, or XML with entities or in a wide
            encoding.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack_entries(data, archive.infolist())
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ValueError,
        IndexError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise InputRejected(DAMAGED) from error


def walk(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Run through XML with callbacks for start tags, end tags and text;
    tag names still carry their prefix.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise InputRejected(DAMAGED) from error


def _unpack_entries(data: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    if len(entries) > MAX_ENTRIES:
        raise InputRejected(_TOO_LARGE)
    parts: dict[str, bytes] = {}
    room, xml_room = MAX_UNPACKED, MAX_XML
    for entry in entries:
        key = entry.filename.replace("\\", "/").lower()
        if key in parts or entry.flag_bits & 0x1:
            raise InputRejected(_ODD)
        part, is_xml = _checked_part(_packed(data, entry), entry, room)
        room -= len(part)
        if is_xml:
            xml_room -= len(part)
        if room < 0 or xml_room < 0:
            raise InputRejected(_TOO_LARGE)
        parts[key] = part
    return parts


def _checked_part(raw: memoryview, entry: zipfile.ZipInfo, room: int) -> tuple[bytes, bool]:
    """Unpack one entry and say whether it is XML. Styles, theme and the like are the same in every form of a
    folder: not unpacking them again takes a tenth off reading a hundred forms.
    """
    if len(raw) <= _SMALL and entry.compress_type == zipfile.ZIP_DEFLATED:
        known = _small_part(bytes(raw))
        if known is not None:
            return known
    part = _inflate(raw, entry, room)
    return part, _checked_xml(part)


@lru_cache(maxsize=64)
def _small_part(raw: bytes) -> tuple[bytes, bool] | None:
    """Return what some packed bytes unpack to, checked; None if it is not little, or not whole."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    part = unpacker.decompress(raw, _SMALL_UNPACKED)
    return (part, _checked_xml(part)) if unpacker.eof else None


def _packed(data: bytes, entry: zipfile.ZipInfo) -> memoryview:
    """Return the bytes of one entry as they lie in the file."""
    head = entry.header_offset
    if data[head : head + 4] != b"PK\x03\x04":
        raise InputRejected(DAMAGED)
    start = (
        head
        + 30
        + int.from_bytes(data[head + 26 : head + 28], "little")
        + int.from_bytes(data[head + 28 : head + 30], "little")
    )
    raw = memoryview(data)[start : start + entry.compress_size]
    if len(raw) < entry.compress_size:
        raise InputRejected(DAMAGED)
    return raw


def _inflate(raw: memoryview, entry: zipfile.ZipInfo, room: int) -> bytes:
    """Unpack one entry, at most one byte more than ``room``;
    the sizes written in the file only say where it lies.
    """
    if entry.compress_type == zipfile.ZIP_STORED:
        return bytes(raw[: room + 1])
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise InputRejected(_ODD)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    part = unpacker.decompress(raw, room + 1)
    if not unpacker.eof and len(part) <= room:
        raise InputRejected(DAMAGED)
    return part


def _checked_xml(part: bytes) -> bool:
    """Say whether a part is XML; refuse XML that could mean something else to another reader."""
    head = part[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if part.startswith(_WIDE):
        raise InputRejected(_ODD)
    if not head.startswith(b"<"):
        return False
    if (b"<!" in part and _ENTITIES.search(part)) or (
        head.startswith(b"<?xml") and _ENCODING.search(part[: part.find(b"?>")])
    ):
        raise InputRejected("文件里含有不允许的内容（外部实体声明或不常见的编码）；" + _ODD)
    return True
