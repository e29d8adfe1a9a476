"""Photos: made small, kept once, hung on records, brought back by undo;
what is no photo is refused with nothing stored.
"""

from __future__ import annotations

import io
import os
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits, remove_visit
from jingzhen_desktop.inspection.actions.visits import VISIT_PHOTOS
from jingzhen_desktop.inspection.records import VisitPhotoRecord
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.identity import DamagedFile
from jingzhen_desktop.office.photo_links import Photo, photos_of
from jingzhen_desktop.office.photos import (
    LARGEST_FILE,
    LONGEST_SIDE,
    MOST_BYTES,
    PhotoData,
    add_photo,
    caption_photo,
    hang_photos,
    move_photo,
    photo_bytes,
    read_photo,
    take_down_photo,
)
from jingzhen_desktop.office.records import JournalStep, PhotoRecord
from jingzhen_desktop.office.recovery import examine
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.publicity.actions import ACTIVITY_PHOTOS, add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind, activity_place

if TYPE_CHECKING:
    from pathlib import Path

    from jingzhen_desktop.office.file import Office


def jpeg(width: int = 60, height: int = 40, colour: str = "red", **save: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG", **save)
    return buffer.getvalue()


def noise(width: int, height: int) -> bytes:
    """The worst a camera can bring: nothing in it compresses."""
    buffer = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(buffer, "PNG")
    return buffer.getvalue()


def opened(photo: PhotoData) -> Image.Image:
    return Image.open(io.BytesIO(photo.data))


@pytest.fixture
def visit(office: Office) -> int:
    unit = add_unit(office, 2012, UnitFacts("柳河镇卫生院", Nature.HEALTH), UnitContact(short_name="卫生院"))
    return add_visits(office, add_round(office, 2012, Season.SUMMER, date(2012, 7, 5)), [unit])[0]


def hung(office: Office, visit: int) -> tuple[Photo, ...]:
    with office.reading() as session:
        return photos_of(session, VisitPhotoRecord.__tablename__, [visit]).get(visit, ())


def kept(office: Office) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count()).select_from(PhotoRecord)) or 0


def hang(office: Office, visit: int, *photos: PhotoData) -> list[int]:
    with office.transaction("添加照片") as session:
        return hang_photos(session, VisitPhotoRecord, visit, photos)


# --- making small


def test_a_large_photo_becomes_small_upright_and_plain() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera: to be turned clockwise
    exif[0x010F] = "camera maker"
    exif.get_ifd(0x8825)[1] = "N"
    source = Image.new("RGB", (4000, 3000), "blue")
    source.paste("yellow", (0, 0, 4000, 300))  # its upper edge comes to the right
    buffer = io.BytesIO()
    source.save(buffer, "JPEG", exif=exif, comment=b"private")
    photo = read_photo(buffer.getvalue())
    small = opened(photo)
    assert (photo.width, photo.height) == small.size == (960, 1280)
    assert small.format == "JPEG"
    assert not small.getexif()
    assert b"private" not in photo.data
    assert b"camera" not in photo.data
    right, left = small.getpixel((950, 640)), small.getpixel((10, 640))
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert right[0] > 200 > 50 > right[2]
    assert left[2] > 200 > 50 > left[0]


def test_what_does_not_compress_still_fits() -> None:
    photo = read_photo(noise(1600, 1200))
    assert len(photo.data) <= MOST_BYTES
    assert max(photo.width, photo.height) <= LONGEST_SIDE
    assert opened(photo).size == (photo.width, photo.height)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGBA", "PNG"),
        ("P", "GIF"),
        ("L", "BMP"),
        ("CMYK", "TIFF"),
        ("I;16", "PNG"),
        ("1", "PNG"),
        ("LA", "PNG"),
    ],
)
def test_every_usual_kind_of_picture_is_taken(mode: str, kind: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (30, 20)).save(buffer, kind)
    photo = read_photo(buffer.getvalue())
    assert (opened(photo).mode, photo.width, photo.height) == ("RGB", 30, 20)


def test_what_is_transparent_becomes_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(buffer, "PNG")
    assert opened(read_photo(buffer.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert read_photo(jpeg(3000, 2000)).hash == read_photo(jpeg(3000, 2000)).hash


# --- what is refused


def bomb() -> bytes:
    """A few bytes of PNG that claim 30,000 × 30,000 pixels."""
    buffer = io.BytesIO()
    Image.new("1", (1, 1)).save(buffer, "PNG")
    data = bytearray(buffer.getvalue())
    data[16:24] = (30000).to_bytes(4) + (30000).to_bytes(4)
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)


def wide() -> bytes:
    """Under Pillow's own limit of what it warns of, over ours."""
    data = bytearray(bomb())
    data[16:24] = (9200).to_bytes(4) + (9200).to_bytes(4)
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("说明.txt", "不是图片".encode(), "不是照片"),
        ("空.jpg", b"", "不是照片"),
        ("表.jpg", b"PK\x03\x04" + b"\0" * 400, "不是照片"),
        ("图.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "不是照片"),
        ("半张.jpg", jpeg(800, 600, quality=95)[:1500], "不完整或已损坏"),
        ("手机.heic", b"\0\0\0\x18ftypheic" + b"\0" * 200, "HEIC格式"),
        ("网页.webp", b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 200, "WEBP格式"),
        ("炸弹.png", bomb(), "画面太大"),
        ("宽.png", wide(), "画面太大"),
    ],
)
def test_what_is_no_photo_is_refused_by_name(
    office: Office, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputRejected, match=f"“{name}”.*{words}"), office.transaction("添加照片") as session:
        add_photo(session, tmp_path / name)
    assert kept(office) == 0


def test_a_file_of_50_mb_is_not_even_read(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "录像.jpg"
    with path.open("wb") as file:
        file.write(jpeg())
        file.truncate(50 * 1024 * 1024)
    for source in (path, path.read_bytes()):
        with pytest.raises(InputRejected, match="超过40MB"):
            read_photo(source, "录像.jpg")
    assert LARGEST_FILE < 50_000_000


def test_a_file_that_is_gone_is_the_surroundings_fault(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="读取照片"):
        read_photo(tmp_path / "没有.jpg")


def test_pillow_is_not_loaded_before_the_first_photo() -> None:
    import subprocess
    import sys

    code = "import sys, jingzhen_desktop.office.photos; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- keeping


def test_bytes_are_kept_once_and_come_back(office: Office, visit: int) -> None:
    photo = read_photo(jpeg())
    assert len(hang(office, visit, photo, photo)) == 1
    assert hang(office, visit, photo) == []
    assert kept(office) == 1
    assert photo_bytes(office, photo.hash) == photo.data
    with pytest.raises(InputRejected, match="不在数据文件里"):
        photo_bytes(office, "0" * 64)


def test_kept_bytes_cannot_be_changed_or_deleted(office: Office, visit: int) -> None:
    hang(office, visit, read_photo(jpeg()))
    for statement in (update(PhotoRecord).values(width=1), delete(PhotoRecord)):
        with (
            pytest.raises(IntegrityError, match="photos are never changed"),
            office.transaction("改照片") as session,
        ):
            session.execute(statement)
    with (
        closing(sqlite3.connect(office.path)) as raw,
        raw,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        raw.execute("UPDATE photo SET data = x'00'")


def test_order_captions_and_taking_down_are_undone_and_redone(office: Office, visit: int) -> None:
    one, two, three = (read_photo(jpeg(colour=colour)) for colour in ("red", "green", "blue"))
    first, second, third = hang(office, visit, one, two, three)

    def order() -> list[int]:
        return [photo.id for photo in hung(office, visit)]

    assert order() == [first, second, third]
    with office.transaction("移动照片") as session:
        move_photo(session, VisitPhotoRecord, third, -2)
    assert order() == [third, first, second]
    with office.transaction("移动照片") as session:
        move_photo(session, VisitPhotoRecord, third, -5)
    assert office.last_step is not None
    assert not office.last_step.changed
    with office.transaction("写照片说明") as session:
        caption_photo(session, VisitPhotoRecord, first, " 会议室\n空调 ")
    assert hung(office, visit)[1].caption == "会议室 空调"
    with office.transaction("移除照片") as session:
        take_down_photo(session, VisitPhotoRecord, first)
    assert order() == [third, second]
    office.undo()
    assert hung(office, visit)[1] == Photo(first, visit, one.hash, "会议室 空调", 2)
    for _ in range(3):
        office.undo()
    assert hung(office, visit) == ()
    assert kept(office) == 3
    office.redo()
    assert order() == [first, second, third]
    assert photo_bytes(office, one.hash) == one.data
    assert office.problems() == []
    assert examine(office.path) == []


def test_a_caption_that_is_too_long_is_refused(office: Office, visit: int) -> None:
    (link,) = hang(office, visit, read_photo(jpeg()))
    with (
        pytest.raises(InputRejected, match="照片说明太长（200字）"),
        office.transaction("写照片说明") as session,
    ):
        caption_photo(session, VisitPhotoRecord, link, "长" * 200)
    assert hung(office, visit)[0].caption == ""


def test_photos_go_with_their_record_and_come_back_with_it(office: Office, visit: int) -> None:
    photo = read_photo(jpeg())
    hang(office, visit, photo)
    remove_visit(office, visit)
    assert hung(office, visit) == ()
    office.undo()
    assert [one.hash for one in hung(office, visit)] == [photo.hash]


def test_damaged_bytes_are_noticed(office: Office, visit: int) -> None:
    photo = read_photo(jpeg())
    hang(office, visit, photo)
    with closing(sqlite3.connect(office.path)) as raw, raw:
        raw.execute("DROP TRIGGER photo_update")
        raw.execute("UPDATE photo SET data = ?", (photo.data[:-1] + b"\0",))
    with pytest.raises(DamagedFile, match="不一致"):
        photo_bytes(office, photo.hash)
    assert [problem for problem in examine(office.path) if "照片内容与校验值不一致" in problem]


# --- the verbs of the tabs


def steps(office: Office) -> list[tuple[str, Place | None]]:
    """Label and place of every step so far, oldest first."""
    with office.reading() as session:
        rows = session.execute(select(JournalStep.label, JournalStep.place).order_by(JournalStep.id))
        return [(label, Place.parse(place)) for label, place in rows]


def test_each_verb_is_one_step_that_names_the_record(office: Office, visit: int) -> None:
    activity = add_activity(office, Activity(0, ActivityKind.LECTURE, date(2012, 6, 11), "", "节能知识"))
    red, blue = read_photo(jpeg(colour="red"), "a.jpg"), read_photo(jpeg(colour="blue"), "b.jpg")
    before = len(steps(office))
    for photos, owner in ((VISIT_PHOTOS, visit), (ACTIVITY_PHOTOS, activity)):
        assert photos.add(office, owner, [red, blue]) == 2
        assert photos.add(office, owner, [red]) == 0, "it hangs there already"
        with office.reading() as session:
            first, second = photos_of(session, photos.links.__tablename__, [owner])[owner]
        photos.caption(office, first.id, "会议室")
        photos.move(office, first.id, 1)
        photos.remove(office, second.id)
    at = Place("inspection", "visit", visit)
    held = activity_place(2012, activity)
    assert steps(office)[before:] == [
        ("添加卫生院检查照片2张", at),
        ("写卫生院照片说明", at),
        ("调整卫生院照片顺序", at),
        ("移除卫生院照片", at),
        ("添加照片：2012-06-11讲座", held),
        ("填写照片说明：2012-06-11讲座", held),
        ("移动照片：2012-06-11讲座", held),
        ("移除照片：2012-06-11讲座", held),
    ]


def test_a_photo_that_was_taken_down_meanwhile_is_not_there_any_more(office: Office, visit: int) -> None:
    VISIT_PHOTOS.add(office, visit, [read_photo(jpeg(), "a.jpg")])
    (photo,) = hung(office, visit)
    VISIT_PHOTOS.remove(office, photo.id)
    before = steps(office)
    for verb in (
        lambda: VISIT_PHOTOS.caption(office, photo.id, "会议室"),
        lambda: VISIT_PHOTOS.move(office, photo.id, 1),
        lambda: VISIT_PHOTOS.remove(office, photo.id),
    ):
        with pytest.raises(InputRejected, match="已被移除"):
            verb()
    assert steps(office) == before
