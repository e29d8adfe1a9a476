"""Run by a package's own Python where the package is tried: reads photos of every kind and puts them into a
Word file that opens again.

The example office has no photos and not every kind of picture, and a package leaves out what nobody should
need.
"""

from __future__ import annotations

import sys
from io import BytesIO

import docx
from PIL import Image

from jingzhen_desktop.office.photos import PICTURE_SUFFIXES, read_photo
from jingzhen_desktop.paper.document import Document, Paragraph, Picture
from jingzhen_desktop.paper.docx.writing import docx_of

KINDS = (
    ("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("BMP", {}), ("GIF", {}),
    ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("TIFF", {"compression": "tiff_deflate"}),
    ("TIFF", {"compression": "jpeg"}),
)  # fmt: skip
"""Pillow's formats behind PICTURE_SUFFIXES, with the ways of packing that cameras and scanners use."""


def main() -> None:
    """Say how many pictures came out of the Word file; whatever is missing from the package raises."""
    registered = Image.registered_extensions()
    named = {registered[f".{suffix}"] for suffix in PICTURE_SUFFIXES}
    if named != {kind for kind, _options in KINDS}:
        sys.exit(f"kinds differ: {sorted(named)}")
    photos = [read_photo(picture(kind, options), kind) for kind, options in KINDS]
    made = docx_of(Document("照片", (Paragraph("各种照片"), *(Picture(photo.data) for photo in photos))))
    read = docx.Document(BytesIO(made))
    print(f"photos {len(photos)}, in Word {len(read.inline_shapes)}")
    sys.exit(
        len(read.inline_shapes) != len(KINDS)
        or "各种照片" not in [paragraph.text for paragraph in read.paragraphs]
    )


def picture(kind: str, options: dict[str, object]) -> bytes:
    """A picture larger than what is kept, as a file of this kind."""
    target = BytesIO()
    Image.radial_gradient("L").resize((1600, 1200)).convert("RGB").save(target, kind, **options)
    return target.getvalue()


if __name__ == "__main__":
    main()
