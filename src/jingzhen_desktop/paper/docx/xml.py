"""Small pieces of WordprocessingML that python-docx has no words for. Lengths are twips (1/20 pt)."""

from __future__ import annotations

from typing import Any

from ..leaf import clean

_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
TWIPS = 20
"""In a point."""
CHARACTER = 442.2047 / 28 * TWIPS
"""The width of a character of the text."""
LINE = 579
"""The height of a line: 22 of them are a little less than 225 mm."""


def words(text: str) -> str:
    """Return text as XML can hold it: without control characters and what is no character."""
    return clean(text).translate(_NO_CHARACTERS)


def child(parent: Any, name: str, **attributes: object) -> Any:
    """Add an element (``w:`` is prefixed to it and to its attributes) at the end of another."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    parent.append(element)
    return element


def indent(paragraph: Any, *, left: float = 0.0, right: float = 0.0, first: float = 0.0) -> None:
    """Indent a paragraph (or a style) by characters; a negative ``first`` hangs."""
    attributes: dict[str, object] = {}
    for key, value in (
        ("left", left),
        ("right", right),
        ("firstLine" if first >= 0 else "hanging", abs(first)),
    ):
        attributes[f"{key}Chars"] = round(value * 100)
        attributes[key] = round(value * CHARACTER)
    put_property(paragraph, "ind", **attributes)


def spacing(paragraph: Any, *, line: int = 0, before: float = 0.0, after: float = 0.0) -> None:
    """Set the exact height of a paragraph's lines (0: as the content needs) and the blank around it."""
    attributes: dict[str, object] = {"before": round(before), "after": round(after)}
    attributes |= {"line": line, "lineRule": "exact"} if line else {"line": 240, "lineRule": "auto"}
    put_property(paragraph, "spacing", **attributes)


def border(paragraph: Any, side: str, eighths: int, colour: str = "000000", space: int = 0) -> None:
    """Draw a line over or under a paragraph, its weight in eighths of a point."""
    frame = _properties(paragraph).find(_name("pBdr"))
    if frame is None:
        frame = put_property(paragraph, "pBdr")
    child(frame, side, val="single", sz=eighths, space=space, color=colour)


def page_field(paragraph: Any) -> None:
    """Add — 1 — with the page's number to a paragraph."""
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run("" if text == "PAGE" else text)
        if kind:
            child(run.element, "fldChar", fldCharType=kind)
        elif text == "PAGE":
            child(run.element, "instrText").text = " PAGE "
    paragraph.add_run(" —")


_ORDERS = (
    """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
    adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc
    textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd
    fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange""",
    """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
    tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""",
)
"""The order the schema wants of a paragraph's, a run's and a table's properties:
Word takes a file for damaged that has another.
"""


def _places(order: str) -> dict[str, int]:
    return {name: place for place, name in enumerate(order.split())}


PARAGRAPH, RUN, TABLE = map(_places, _ORDERS)


def put_property(paragraph: Any, name: str, **attributes: object) -> Any:
    """Set a property of a paragraph or a style; one that is there already gives way."""
    return put(_properties(paragraph), PARAGRAPH, name, **attributes)


def put(properties: Any, order: dict[str, int], name: str, **attributes: object) -> Any:
    """Set a property at its place among the others; one that is there already gives way."""
    for element in properties.findall(_name(name)):
        properties.remove(element)
    element = child(properties, name, **attributes)
    later = {_name(other) for other, place in order.items() if place > order[name]}
    following = next((other for other in properties if other.tag in later), None)
    if following is not None:
        following.addprevious(element)
    return element


def _properties(paragraph: Any) -> Any:
    return paragraph.paragraph_format.element.get_or_add_pPr()


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
