"""The analysis of a quarter (能源资源消耗分析): sentences by ``rules.analysis``, with pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...base.text import chinese_number
from ...energy.periods import Quarter
from ...office.file import Office
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import mark, own_scope
from ...organisation.queries.group import executive_office
from ...paper.charts.values import Chart
from ...paper.document import Block, ChartBlock, Document, Heading, Paragraph, Pdf
from ...paper.typeset import typeset_for
from ..queries.span import trend
from ..queries.town import town_quarter
from ..queries.unit_report import unit_comparison
from ..queries.versions import system_in
from ..rules.analysis import Cause, Section, analysis_sections, largest_causes, largest_water_cause
from ..rules.printing.cells import subject_of
from ..values.views import Trend
from .charts import Ranking, carriers_chart, rank_chart, share_chart, years_chart
from .shared import town_name

_YEARS = 2


def analysis_paper(office: Office, quarter: Quarter, day: date) -> Pdf:
    """Return the analysis of a quarter as PDF."""
    return typeset_for(office, analysis_document(office, quarter, day))


def analysis_texts(office: Office, quarter: Quarter) -> list[Section]:
    """Return the sentences of the analysis by section."""
    now, before = town_quarter(office, quarter), town_quarter(office, quarter.last_year)
    causes = [_explained(office, quarter, cause) for cause in largest_causes(now, before)]
    water = largest_water_cause(now, before)
    return analysis_sections(now, causes, water and _explained(office, quarter, water))


def analysis_document(office: Office, quarter: Quarter, day: date) -> Document:
    """Return the analysis as a document:
    a numbered part for each section, the pictures after the figures they show.
    """
    name, sender = town_name(office), executive_office(office)
    subject = subject_of(system_in(office, quarter.year))
    sections = analysis_texts(office, quarter)
    blocks: list[Block] = []
    for number, section in enumerate(sections, 1):
        blocks.append(Heading(1, f"{chinese_number(number)}、{section.title}"))
        blocks += [Paragraph(text) for text in section.texts]
    return Document(
        title=f"{name}{quarter.title}公共机构{subject}分析",
        blocks=(*blocks, *_pictures(office, quarter, len(sections))),
        signature=signed(Kind.ANALYSIS, sender, day),
        names=(name, quarter.title, "公共机构", "能源资源", subject),
        mark=mark(office),
        subject=f"{name}{quarter.title}{subject}分析",
        author=sender,
        bears=own_scope(office),
    )


def _explained(office: Office, quarter: Quarter, cause: Cause) -> Cause:
    """Add what the unit said to its findings about this row."""
    rows = unit_comparison(office, cause.unit.unit.id, quarter).rows
    said = next((row.explanations for row in rows if row.item.key == cause.item.key), ())
    return replace(cause, explanation="；".join(said))


def _pictures(office: Office, quarter: Quarter, sections: int) -> list[Block]:
    name = town_name(office)
    along = trend(office, quarter, _YEARS)
    charts = [
        carriers_chart(town_quarter(office, quarter), name),
        *_of_energy(along, name),
        share_chart(along, name),
    ]
    charts.append(rank_chart(along, Ranking.PER_HEAD, name))
    shown = [chart for chart in charts if not chart.is_empty]
    heading = [Heading(1, f"{chinese_number(sections + 1)}、统计图")] if shown else []
    return [
        *heading,
        *(_captioned(chart, number) for number, chart in enumerate(shown, 1)),
    ]


def _captioned(chart: Chart, number: int) -> ChartBlock:
    """A picture whose title stands under it, and so not over it a second time."""
    return ChartBlock(replace(chart, title=""), f"图{number}　{chart.title}", 72.0)


def _of_energy(along: Trend, name: str) -> list[Chart]:
    series = next((one for one in along.series if one.unit == "kgce"), None)
    return [years_chart(along, series, name)] if series else []
