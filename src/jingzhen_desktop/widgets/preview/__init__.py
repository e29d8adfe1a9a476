"""The one preview and print window: shows the bytes that are filed, and prints or stores those same bytes."""

from __future__ import annotations

from ..printing import print_pdf
from .window import PreviewWindow

__all__ = ["PreviewWindow", "print_pdf"]
