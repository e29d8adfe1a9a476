"""未完成的导入: which files wait to be taken in and what the clerk said of them, kept while the program is closed.

It stands in a file of its own beside the office file, not in it: nothing of it is stored yet, so it is
neither journaled nor undone nor backed up, and the paths are those of this PC. The files are read again when
the clerk goes on; what was pasted is kept whole. No widgets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ...base.files import deliver
from ...energy.periods import Quarter
from ...office.file import Office
from ...spreadsheet.reading import Workbook
from ..rules.merging import Choice
from ..sheets.clipboard import block_of, pasted_workbook
from ..values.findings import Finding, Severity
from ..values.mends import Mends
from ..values.reports import Amount, EntryCell, pending_file

_FORM = 2
"""Of the file; one of another form is not read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the clerk said of one form: what it was changed to, whether it is to be taken in, and what becomes
    of each of its differences from what is stored.
    """

    mends: Mends
    taken: bool
    choices: Mapping[EntryCell, Choice]


FormKey = tuple[str, str, str]
"""By what a form is known when its file is read again: the file's path, the sheet, the unit's name."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An import that was not finished.

    Attributes:
        quarter: for which the files were looked at.
        sources: the files.
        said: what the clerk said of their forms.
        pasted: the tables that came from the clipboard.
        received_on: the day the batch came in, as far as it is said.
    """

    quarter: Quarter
    sources: tuple[Path, ...]
    said: Mapping[FormKey, Said]
    pasted: tuple[Workbook, ...] = ()
    received_on: date | None = None


def kept_import(office: Office) -> Pending | None:
    """Return the import that was not finished; None if there is none, or nobody can read it any more."""
    path = pending_file(office.path)
    try:
        return _pending(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
        return None


def keep_import(office: Office, pending: Pending) -> None:
    """Keep an import that is not finished; raises EnvironmentFault where it cannot be written."""
    target = pending_file(office.path)
    if not (pending.sources or pending.pasted):
        target.unlink(missing_ok=True)
        return
    data = {
        "form": _FORM,
        "quarter": str(pending.quarter),
        "sources": [str(path) for path in pending.sources],
        "pasted": [[one.name, block_of(one)] for one in pending.pasted],
        "received_on": pending.received_on and pending.received_on.isoformat(),
        "said": [_written_said(key, said) for key, said in pending.said.items()],
    }
    deliver(json.dumps(data, ensure_ascii=False, indent=1).encode(), target, overwrite=True)


def _pending(data: Mapping[str, Any]) -> Pending | None:
    if data["form"] != _FORM:
        return None
    said = {
        (str(source), str(sheet), str(unit)): Said(_mends(mends), bool(taken), _choices(choices))
        for source, sheet, unit, taken, mends, choices in data["said"]
    }
    pasted = tuple(pasted_workbook(block, str(name)) for name, block in data["pasted"])
    day = data["received_on"] and date.fromisoformat(data["received_on"])
    return Pending(Quarter.parse(data["quarter"]), tuple(map(Path, data["sources"])), said, pasted, day)


def _written_said(key: FormKey, said: Said) -> list[object]:
    choices = [[item, what.value, choice.value] for (item, what), choice in said.choices.items()]
    return [*key, said.taken, _written(said.mends), choices]


def _choices(data: Sequence[Sequence[str]]) -> dict[EntryCell, Choice]:
    return {(str(item), Amount(what)): Choice(choice) for item, what, choice in data}


def _written(mends: Mends) -> dict[str, object]:
    return {
        "figures": [
            [key, what.value, None if value is None else str(value)]
            for (key, what), value in mends.figures.items()
        ],
        "unit_id": mends.unit_id,
        "left_out": [_written_finding(one) for one in mends.left_out],
        "said_by": mends.said_by,
        "aside": mends.aside,
    }


def _written_finding(one: Finding) -> list[str | None]:
    return [one.severity.value, one.place, one.text, one.check, one.item, one.what and one.what.value]


def _mends(data: Mapping[str, Any]) -> Mends:
    figures: dict[EntryCell, Decimal | None] = {}
    for key, what, value in data["figures"]:
        figures[str(key), Amount(what)] = None if value is None else Decimal(value)
    left_out: Sequence[Sequence[Any]] = data["left_out"]
    unit_id = data["unit_id"]
    return Mends(
        figures,
        None if unit_id is None else int(unit_id),
        frozenset(_finding(one) for one in left_out),
        str(data["said_by"]),
        bool(data["aside"]),
    )


def _finding(one: Sequence[Any]) -> Finding:
    severity, place, text, check, item, what = one
    return Finding(Severity(severity), place, text, check, item, None if what is None else Amount(what))
