"""What of a year's limits and uses over the quota belongs into the year's archive beside what was issued."""

from __future__ import annotations

from datetime import date
from functools import partial

from ...base.files import OutFile
from ...office.file import Office
from ...paper.document import pdf_file
from ..papers.over_quota import explanation_paper, paper_name
from ..queries.over_quota import cases_of_year
from ..queries.spending import spending_lines
from ..values.over_quota import Step
from .spending import spending_files


def working_files(office: Office, year: int, day: date) -> list[OutFile]:
    """Return 支出限额对照表 of a year, where limits were set, and what units over their quota explained."""
    files = spending_files(office, year, day) if spending_lines(office, year) else []
    for case in cases_of_year(office, year):
        if case.step(Step.RECEIVE) is not None:
            name = paper_name(case, f"{case.indicator}用能情况说明")
            files.append(pdf_file(name, partial(explanation_paper, office, case.id)))
    return files
