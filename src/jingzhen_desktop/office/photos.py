"""Photos: made small and plain, kept once under the hash of their bytes, and hung on records of the tabs with
caption and order.

Bytes are only ever added; what hangs where is an ordinary, undoable table of a tab
(:class:`schema.PhotoLink`), and the verbs on it are in ``photo_actions``. How photos look on the screen:
``widgets.photos``; on paper: ``paper``.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..base.errors import InputRejected, environment_sentence
from ..base.lengths import check_length
from .clock import now
from .file import Office
from .identity import DamagedFile
from .records import PhotoRecord
from .schema import PhotoLink

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 40 * 1024 * 1024
"""Bytes of a file that is read at all."""
LARGEST_PIXELS = 80_000_000
"""Of a picture that is unpacked at all; phones make up to 64 million."""
LONGEST_SIDE = 1280
"""Pixels kept on the long side."""
MOST_BYTES = 120 * 1024
"""Of a kept photo."""

PICTURE_SUFFIXES = ("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff")
_FORMATS = ("JPEG", "PNG", "BMP", "GIF", "TIFF")
_QUALITIES = (85, 75, 65, 55, 45)
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    struct.error,
)
"""What Pillow raises for files that are no picture, or half of one."""
_OF_PHONES = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"hevc": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
    b"avif": "AVIF",
    b"WEBP": "WEBP",
}
"""Four letters from the ninth byte on, of kinds that are pictures but that the program does not read."""


@dataclass(frozen=True)
class PhotoData:
    """A photo ready to be kept: JPEG bytes without metadata, its size in pixels."""

    data: bytes
    width: int
    height: int

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_photo(source: Path | bytes, name: str = "") -> PhotoData:
    """Read a picture file, or its bytes (then ``name`` is what sentences call it), and make it small.

    Turned upright as its EXIF says, at most LONGEST_SIDE pixels and MOST_BYTES as JPEG, without metadata.
    Takes some tenths of a second: call it in the worker.

    Raises:
        InputRejected: too large, no picture, damaged, or unpacking to too much.
        EnvironmentFault: the file cannot be read.
    """
    if isinstance(source, Path):
        name, source = source.name, _file_bytes(source)
    if len(source) > LARGEST_FILE:
        raise _too_large(name)
    return _made_small(_opened(source, name), name)


def add_photo(session: Session, source: Path | bytes | PhotoData) -> str:
    """Keep a photo inside a transaction; returns its hash. The same bytes are kept once.
    Raises as :func:`read_photo`.
    """
    photo = source if isinstance(source, PhotoData) else read_photo(source)
    if session.get(PhotoRecord, photo.hash) is None:
        session.add(
            PhotoRecord(
                hash=photo.hash, data=photo.data, width=photo.width, height=photo.height, kept_at=now()
            )
        )
        session.flush()
    return photo.hash


def photo_bytes(office: Office, photo_hash: str) -> bytes:
    """Return the JPEG kept under a hash.

    Raises:
        InputRejected: there is none.
        DamagedFile: the bytes are no longer those that were kept.
    """
    with office.reading() as session:
        data = session.scalar(select(PhotoRecord.data).where(PhotoRecord.hash == photo_hash))
    if data is None:
        raise InputRejected("这张照片不在数据文件里，请刷新后重试。")
    if hashlib.sha256(data).hexdigest() != photo_hash:
        raise DamagedFile("存档的照片与存入时不一致，数据文件可能已损坏；请用“恢复备份”换回较早的备份。")
    return data


# --- what hangs where ---------------------------------------------------------------------------------------


def hang_photos(
    session: Session, links: type[PhotoLink], owner_id: int, photos: Sequence[PhotoData]
) -> list[int]:
    """Keep photos and hang them on a record after those that hang there;
    returns the links' ids, none for one that hangs there already.
    """
    known = set(session.scalars(select(links.photo_hash).where(links.owner_id == owner_id)))
    last = session.scalar(select(func.max(links.position)).where(links.owner_id == owner_id)) or 0
    fresh = list(
        dict.fromkeys(
            photo_hash for photo in photos if (photo_hash := add_photo(session, photo)) not in known
        )
    )
    records = [
        _link(links, owner_id=owner_id, photo_hash=photo_hash, position=last + 1 + at)
        for at, photo_hash in enumerate(fresh)
    ]
    session.add_all(records)
    session.flush()
    return [record.id for record in records]


def caption_photo(session: Session, links: type[PhotoLink], link_id: int, caption: str) -> None:
    """Say what a photo shows. Raises InputRejected if it is too long."""
    caption = " ".join(caption.split())
    check_length("caption", "照片说明", caption)
    existing_link(session, links, link_id).caption = caption


def move_photo(session: Session, links: type[PhotoLink], link_id: int, by: int) -> None:
    """Move a photo among its neighbours, ``by`` places to the right (negative: left); at the end it stays."""
    link = existing_link(session, links, link_id)
    row = list(
        session.scalars(
            select(links).where(links.owner_id == link.owner_id).order_by(links.position, links.id)
        )
    )
    at = row.index(link)
    row.insert(max(0, min(len(row) - 1, at + by)), row.pop(at))
    for position, neighbour in enumerate(row, 1):
        if neighbour.position != position:
            neighbour.position = position


def take_down_photo(session: Session, links: type[PhotoLink], link_id: int) -> None:
    """Take a photo off its record; its bytes stay, so that undo brings it back."""
    session.delete(existing_link(session, links, link_id))


def existing_link(session: Session, links: type[PhotoLink], link_id: int) -> PhotoLink:
    """Return what hangs a photo on a record. Raises InputRejected if it was taken down."""
    link = session.get(links, link_id)
    if link is None:
        raise InputRejected("这张照片已被移除，请刷新后重试。")
    return link


def _link(links: type[PhotoLink], **columns: Any) -> PhotoLink:
    record: PhotoLink = links(**columns)
    return record


# --- making small -------------------------------------------------------------------------------------------


def _file_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise environment_sentence(error, "读取照片") from error


def _opened(data: bytes, name: str) -> Image:
    from PIL import Image as Pictures

    if (kind := _OF_PHONES.get(data[8:12])) and (data[4:8] == b"ftyp" or data[:4] == b"RIFF"):
        raise InputRejected(
            f"“{name}”是{kind}格式的照片，不能直接使用；请用手机或看图软件另存为JPG后再添加。"
        )
    try:
        picture = Pictures.open(BytesIO(data), formats=_FORMATS)
    except (Pictures.DecompressionBombError, Pictures.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except _BROKEN as error:
        raise InputRejected(f"“{name}”不是照片（可用JPG、PNG、BMP、GIF、TIFF），没有添加。") from error
    if picture.width * picture.height > LARGEST_PIXELS:
        raise _too_many_pixels(name)
    return picture


def _made_small(picture: Image, name: str) -> PhotoData:
    from PIL import Image as Pictures
    from PIL import ImageOps

    try:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than needed
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pictures.Resampling.LANCZOS)
        plain = _on_white(upright)
    except (Pictures.DecompressionBombError, Pictures.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except _BROKEN as error:
        raise InputRejected(
            f"“{name}”不完整或已损坏，没有添加；请换一张，或从手机、相机重新复制。"
        ) from error
    return _compressed(plain)


def _on_white(picture: Image) -> Image:
    """The picture without transparency and without anything that came with it."""
    from PIL import Image as Pictures

    if picture.mode in ("I", "F") or picture.mode.startswith("I;"):  # 16 bits of grey: their upper half
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    layer = (
        picture.convert("RGBA")
        if "A" in picture.getbands() or "transparency" in picture.info
        else picture.convert("RGB")
    )
    plain = Pictures.new("RGB", layer.size, "white")
    plain.paste(layer, mask=layer.getchannel("A") if layer.mode == "RGBA" else None)
    return plain


def _compressed(picture: Image) -> PhotoData:
    """As good as fits into MOST_BYTES: less quality first, then fewer pixels."""
    while True:
        for quality in _QUALITIES:
            buffer = BytesIO()
            picture.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() <= MOST_BYTES:
                return PhotoData(buffer.getvalue(), picture.width, picture.height)
        picture = picture.resize((max(1, picture.width * 4 // 5), max(1, picture.height * 4 // 5)))


def _too_large(name: str) -> InputRejected:
    return InputRejected(
        f"“{name}”超过{LARGEST_FILE // 1024 // 1024}MB，不像是照片，没有添加；请检查是否选错了文件，或先用看图软件缩小。"
    )


def _too_many_pixels(name: str) -> InputRejected:
    return InputRejected(
        f"“{name}”的画面太大（超过{LARGEST_PIXELS // 1_000_000}百万像素），没有添加；请先用看图软件缩小。"
    )
