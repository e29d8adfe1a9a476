"""A finalised text as it is kept:
JSON with its hash, read back, and compared with the records of a later day. Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain
from typing import Any

from ...base.place import Place
from ...organisation.values.places import unit_place
from ..values.kinds import Level, ParagraphKind
from ..values.sources import SourceRecord
from ..values.text import Figure, ParagraphDraft, Summary
from ..values.versions import FrozenFigure, LaterChange, StepNote, VersionContent
from .tables import paragraph_figures

SHORT_HASH = 12
"""Letters of the hash shown on the screen and in lists."""


def frozen_paragraphs(stored: Summary) -> tuple[ParagraphDraft, ...]:
    """Return a stored text without the rows it is stored in."""
    return tuple(ParagraphDraft(one.source, one.text, one.level, one.kind) for one in stored.paragraphs)


def shown_figures(stored: Summary) -> tuple[Figure, ...]:
    """Return the figures of a text, each key and wording once, in order."""
    return tuple(dict.fromkeys(chain.from_iterable(map(paragraph_figures, stored.paragraphs))))


def content_text(content: VersionContent) -> str:
    """Write a content as JSON, always the same way."""
    data = {
        "title": content.title,
        "day": content.day.isoformat(),
        "paragraphs": [asdict(one) for one in content.paragraphs],
        "figures": [_figure_data(figure) for figure in content.figures],
        "units": {str(number): name for number, name in content.units.items()},
        "settings": dict(content.settings),
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(text: str) -> str:
    """Return the hash (校验码) of a written content."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_content(text: str) -> VersionContent:
    """Read what :func:`content_text` wrote."""
    data = json.loads(text)
    return VersionContent(
        data["title"],
        date.fromisoformat(data["day"]),
        tuple(
            ParagraphDraft(one["source"], one["text"], Level(one["level"]), ParagraphKind(one["kind"]))
            for one in data["paragraphs"]
        ),
        tuple(_figure(one) for one in data["figures"]),
        {int(number): name for number, name in data["units"].items()},
        data["settings"],
    )


def later_changes(
    content: VersionContent,
    now: Mapping[str, str],
    units: Mapping[int, str],
    steps: Mapping[str, Sequence[StepNote]],
) -> tuple[LaterChange, ...]:
    """Return the frozen figures of which the records say something else now, and the units that are called
    otherwise.

    Args:
        now: figures by key as the records give them now.
        units: names of the units now, by id.
        steps: by key the later steps that touched its records.
    """
    found: dict[str, LaterChange] = {}
    for figure in content.figures:
        if now.get(figure.key) != figure.recorded and figure.key not in found:
            then, changed = figure.recorded or figure.shown, tuple(steps.get(figure.key, ()))
            found[figure.key] = LaterChange(
                figure.key, figure.title, then, now.get(figure.key), figure.place, changed
            )
    return (*found.values(), *_renamed(content, units, steps))


def renamed_units(content: VersionContent, units: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    """Return the units the text names that are called otherwise now: id → (then, now)."""
    text = "\n".join(one.text for one in content.paragraphs)
    changed = {
        number: (then, units[number])
        for number, then in content.units.items()
        if units.get(number, then) != then
    }
    return {number: names for number, names in changed.items() if names[0] and names[0] in text}


def _renamed(
    content: VersionContent, units: Mapping[int, str], steps: Mapping[str, Sequence[StepNote]]
) -> list[LaterChange]:
    return [
        LaterChange(
            f"unit.{number}",
            "单位名称（组织机构）",
            then,
            now,
            unit_place(None, number),
            tuple(steps.get(f"unit.{number}", ())),
        )
        for number, (then, now) in renamed_units(content, units).items()
    ]


def _figure_data(figure: FrozenFigure) -> dict[str, Any]:
    data = asdict(figure)
    data["place"] = str(figure.place)
    data["records"] = [[record.text, record.value, str(record.place)] for record in figure.records]
    return data


def _figure(data: dict[str, Any]) -> FrozenFigure:
    records = tuple(SourceRecord(text, value, _place(place)) for text, value, place in data["records"])
    plain = {name: data[name] for name in ("key", "title", "shown", "recorded", "unit", "how")}
    return FrozenFigure(**plain, place=_place(data["place"]), records=records)


def _place(text: str) -> Place:
    return Place.parse(text) or Place("annual")
