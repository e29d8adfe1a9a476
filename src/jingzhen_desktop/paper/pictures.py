"""Pictures as the camera or the scanner gave them, made upright and no larger than the printed page needs."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from ..base.errors import InputRejected

if TYPE_CHECKING:
    from PIL.Image import Image

_DOTS_PER_POINT = 220 / 72
"""Enough for photographs on an office printer; finer only makes the file larger."""
_QUALITY = 85


@lru_cache(maxsize=16)
def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels of an upright picture.

    Raises:
        InputRejected: the bytes are no picture.
    """
    return _upright(data).size


@lru_cache(maxsize=16)
def print_picture(data: bytes, width: float, height: float) -> bytes:
    """Return the picture for a box in points: upright, without the camera's notes (place, time), reduced if
    it is larger.

    Photographs become JPEG, drawings (with few colours or with clear parts) PNG.
    """
    image = _upright(data)
    size = max(1, round(width * _DOTS_PER_POINT)), max(1, round(height * _DOTS_PER_POINT))
    if image.width > size[0] * 1.2:
        image = image.resize(size)
    out = io.BytesIO()
    if image.mode == "P" or "A" in image.getbands():
        image.save(out, "PNG")
    else:
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _upright(data: bytes) -> Image:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that unpacks to gigabytes is only warned of
            image = Image.open(io.BytesIO(data))
            image.load()
            return ImageOps.exif_transpose(image)
    except Exception as error:  # whatever the formats' readers raise
        raise InputRejected("照片不能识别，可能已损坏或不是照片。请另存为 JPG 或 PNG 后重新添加。") from error
