"""What the draft says: the source document's facts, the figures it lacks,
and nothing the records do not show.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingzhen_desktop.annual.figures.registry import figures_now, title_of, wording_of
from jingzhen_desktop.annual.rules.contradictions import changed_figures
from jingzhen_desktop.annual.rules.dates import default_day, default_kind
from jingzhen_desktop.annual.rules.draft import draft
from jingzhen_desktop.annual.rules.markup import figures, plain
from jingzhen_desktop.annual.rules.narrative import narrative_of_year
from jingzhen_desktop.annual.rules.narrative import title_of as paper_title
from jingzhen_desktop.annual.rules.problems import default_problems, problem_candidates
from jingzhen_desktop.annual.rules.tables import paragraph_figures, plain_table
from jingzhen_desktop.annual.values.facts import OfficeNames, SummaryFacts
from jingzhen_desktop.annual.values.kinds import Level, ParagraphKind, SummaryKind
from jingzhen_desktop.annual.values.text import Figure, ParagraphDraft, SummaryParagraph, TableText
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.rules.place_words import place_words, signing_office
from jingzhen_desktop.organisation.values.group import LeadingGroup, Member, Role
from jingzhen_desktop.publicity.values import PublicityYear
from jingzhen_desktop.quarterly.rules.deadlines import quarter_sent
from jingzhen_desktop.quarterly.values.submissions import QuarterSent, Submission

from .towns import board, sent_up

SOURCE_FACTS = (
    "今年以来，我镇节能减排工作在县委、县政府的正确领导下，坚持以科学发展观为指导，加大节能减排整治力度，扎实推进节能减排工作的开展，现将我镇2011年节能减排工作总结如下：",
    "一、健全我镇公共机构节能降耗工作领导机构",
    "为加强组织领导",
    "由镇政府分管领导",
    "为组长",
    "单位组成的镇级公共机构节能工作领导小组，为决策机构，负责我镇公共机构节能工作重要事项的决策、领导、组织和协调。",
    "领导小组办公室设在机关事务局",
    "为执行机构，负责领导小组日常事务和有关协调工作。",
    "二、构建公共机构节能工作网络",
    "公共机构节能工作涉及的单位多、覆盖面广，管理难度大。",
    "公共机构要依据单位性质实行分级管理，构建起完善的节能工作网络。",
    "我镇在县节能主管部门的指导下，负责全镇公共机构节能工作的组织实施；",
    "文、教、卫、体等系统各主管部门在我镇的指导下，负责本级系统内公共机构节能工作，并分别根据实际情况设立相应的管理机构，加强节能工作的组织领导。",
    "三、加大节能宣传力度",
    "公共机构的节能工作需要广大干部职工的共同参与，再好的技术需要人去使用，再好的制度需要人去遵守，再好的计划也需要人去落实。",
    "我镇有针对性地开展形式多样、内容丰富的节能宣传活动。",
    "引导干部职工正确认识国情，增强节能意识，增强能源节约的紧迫感和责任感，做到人人崇尚俭朴节约，形成浪费可耻、节约光荣的良好风尚。",
    "四、认真做好节能督查和数据统计工作",
    "根据季节转换和天气变化情况，我镇4次对全镇部分单位使用空调情况进行检查，对空调和用电设置不符合规定的进行及时纠正，",
    "对改正力度不大的单位在全市范围内进行通报，并责令限期改正。",
    "对全镇4个单位每季度上报的节能减排统计表进行统计汇总，并按时上报到机关事务局公共机构节能处。",
    "五、存在的问题及下一步整改措施",
    "在取得成绩的同时，我们也认识到公共机构在节能管理工作上还有一些深层次、普遍性的问题迫切需要解决。",
    "节能管理体制尚不完善。从目前看，我镇公共机构节能管理工作在机构设置、人员配备、经费保障等方面还不适应节能工作的发展需要；同时，",
    "由于没有统一的公共机构能源消耗定额和支出标准，尚未建立有效的能耗统计、能源报告制度和节能考核制度，还未形成科学化、规范化的节能管理制度体系。",
    "节能激励和约束机制尚未建立。在节能管理、节能改造、节能应用等方面尚未建立有效的激励约束机制，节约没有奖励，超耗没有处罚，",
    "难以调动方方面面的节能工作积极性和创造性，公共机构节能工作总体上还处于被动状态。",
    "节能工作任重道远，公共机构要率先垂范、带头节约，充分发挥公共机构在全社会节能工作中的示范作用。",
    "我们将继续加强节能宣传力度，并根据工作特点组织相关人员搞好节能技能培训，为推进我镇经济社会全面发展作出新的贡献。",
)
"""Every statement of the source document."""

LACKING_FIGURES = (
    "我镇于2011年1月以文政发〔2011〕6号文件成立",
    "副镇长李文为组长",
    "由赵敏任办公室主任",
    "镇政府、中心学校、文体广播站、卫生院等4个单位组成的",
    "其中国家机关1个、事业单位3个",
    "参与人员295人次，其中参加节能培训35人次",
    "6月11日在镇政府广场以“节能我行动 低碳新生活”为主题设点宣传，发放宣传册200份、悬挂横幅2条，260人次参加",
    "核查空调温度24处，符合规定的20处",
    "发现问题5个，主要是空调设定温度不符合规定，当场纠正3个，其余2个下达限期整改通知书，现已全部整改到位",
    "8月20日印发《关于夏季空调温度检查情况的通报》（文节能通〔2011〕1号），在全市范围内对卫生院进行通报",
    "应收季度报表16份，全部收齐",
    "用电12.35万千瓦时，下降2.8%",
    "用水8200立方米，上升2.5%",
    "能源资源费用9.98万元，下降0.7%",
    "综合能耗18.50吨标准煤（当量值），同比下降2.3%",
    "人均综合能耗92.50千克标准煤，单位建筑面积能耗3.79千克标准煤/平方米",
)
"""What the source lacks and the records know."""


def written(facts: SummaryFacts, problems: tuple[str, ...] | None = None) -> list[ParagraphDraft]:
    return draft(facts, wording_of(facts), problems)


def read(facts: SummaryFacts, problems: tuple[str, ...] | None = None) -> str:
    """The whole text as it is read, table cells included."""
    parts = []
    for paragraph in written(facts, problems):
        if paragraph.kind is ParagraphKind.TABLE:
            table = plain_table(paragraph.text)
            parts += [table.caption, *table.titles, *(cell for row in table.rows for cell in row), table.note]
        else:
            parts.append(plain(paragraph.text))
    return "\n".join(parts)


def table_of(facts: SummaryFacts) -> TableText:
    return next(plain_table(one.text) for one in written(facts) if one.kind is ParagraphKind.TABLE)


@pytest.mark.parametrize("fact", SOURCE_FACTS)
def test_every_fact_of_the_source_is_stated(wenjing: SummaryFacts, fact: str) -> None:
    assert fact in read(wenjing)


@pytest.mark.parametrize("figure", LACKING_FIGURES)
def test_the_figures_the_source_lacks_are_stated(wenjing: SummaryFacts, figure: str) -> None:
    assert figure in read(wenjing)


def test_the_table_repeats_the_totals_of_the_quarter(wenjing: SummaryFacts) -> None:
    table = table_of(wenjing)
    assert table.titles == ("品种", "计量单位", "数量", "费用（元）", "折标煤（千克）", "同比")
    assert table.rows == (
        ("电", "千瓦时", "123,456.5", "61,728.25", "15,172.80", "-2.8%"),
        ("水", "立方米", "8,200", "16,400.00", "—", "+2.5%"),
        ("汽油", "升", "3,100", "21,700.00", "3,327.60", "0.0%"),
        ("合计", "—", "—", "99,828.25", "18,500.40", "-2.3%"),
    )


def test_another_town_has_nothing_of_the_customer(
    qingshan: SummaryFacts, half_year: Callable[[SummaryFacts], SummaryFacts]
) -> None:
    for facts in (qingshan, half_year(qingshan)):
        text = read(facts, tuple(one.key for one in problem_candidates(facts, wording_of(facts))))
        for foreign in (
            "文井",
            "2011",
            "4次",
            "4个单位",
            "县委",
            "科学发展观",
            "我镇",
            "全镇",
            "公共机构节能处",
        ):
            assert foreign not in text
        for own in (
            "我乡",
            "全乡",
            "乡级",
            "市委、市政府",
            "乡长孙立为组长",
            "设在党政办公室",
            "我乡在市节能主管部门",
            "教、卫、科等系统",
            "我乡5次",
        ):
            assert own in text


def test_missing_reports_are_said_with_every_total(qingshan: SummaryFacts) -> None:
    text = read(qingshan)
    assert "应收季度报表28份，实收27份、未报1份，7个单位中6个报表齐全。" in text
    assert (
        "据已有数据统计（青山乡单位7三季度未报，同比按两期数据齐全的单位计算），2023年全乡公共机构综合能耗9.83吨标准煤（当量值）；用电8.00万千瓦时，上升14.3%；用水3000立方米；"
        in text
    )
    assert "按时上报" not in text
    assert "上报到临江市机关事务服务中心节能股" in text
    assert table_of(qingshan).rows[0] == (
        "电消费量",
        "千瓦时",
        "80,000*",
        "40,000.00*",
        "9,832.00*",
        "+14.3%",
    )
    assert "带*的为已有数据之和" in table_of(qingshan).note


def test_a_comparison_that_cannot_be_made_leaves_no_clause(qingshan: SummaryFacts) -> None:
    text = read(qingshan)
    water = re.search(r"用水[^；。]*", text)
    assert water is not None
    assert water[0] == "用水3000立方米"
    assert text.count("同比上升") == 1  # electricity: once in the totals, once as a problem
    assert "同比下降" not in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("0.0004", "与上年同期基本持平"),
        ("0", "与上年同期持平"),
        ("0.2", "同比上升20.0%"),
        ("-0.0005", "同比下降0.1%"),
    ],
)
def test_rises_falls_and_standstills_have_their_words(wenjing: SummaryFacts, change: str, words: str) -> None:
    assert wenjing.statistics is not None
    town = wenjing.statistics.town
    energy = replace(
        town.coal, comparison_to_date=replace(town.coal.comparison_to_date, change=Decimal(change))
    )
    facts = replace(wenjing, statistics=replace(wenjing.statistics, town=replace(town, coal=energy)))
    assert f"综合能耗18.50吨标准煤（当量值），{words}；" in read(facts)


def test_half_year_and_year_have_their_own_time_words(
    wenjing: SummaryFacts, half_year: Callable[[SummaryFacts], SummaryFacts]
) -> None:
    year, half = read(wenjing), read(half_year(wenjing))
    assert "在2012年的工作中" in year
    assert "下半年" not in year
    assert "上半年" not in year
    assert "现将我镇2011年上半年节能减排工作总结如下" in half
    assert "在2011年下半年的工作中" in half
    assert "2012年" not in half
    assert "全年" not in half
    assert paper_title("文井镇", 2011, SummaryKind.YEAR) == "文井镇2011年节能减排工作总结"
    assert paper_title("青山乡人民政府", 2023, SummaryKind.HALF) == "青山乡2023年上半年节能减排工作总结"


def test_a_text_written_after_the_year_does_not_say_this_year(wenjing: SummaryFacts) -> None:
    text = read(replace(wenjing, day=date(2012, 1, 10)))
    assert "今年" not in text
    assert text.startswith("一年来，我镇节能减排工作")


def test_nothing_recorded_makes_no_sentence_about_it() -> None:
    facts = SummaryFacts(2015, SummaryKind.YEAR, date(2015, 12, 31), OfficeNames("柳河镇"))
    paragraphs = [plain(one.text) for one in written(facts)]
    text = "\n".join(paragraphs)
    headings = [plain(one.text) for one in written(facts) if one.level is Level.CHAPTER]
    assert headings == [
        "一、构建公共机构节能工作网络",
        "二、加大节能宣传力度",
        "三、存在的问题及下一步整改措施",
    ]
    assert "在上级党委、政府的正确领导下" in text
    assert "我镇在上级节能主管部门的指导下，负责全镇公共机构节能工作的组织实施。" in text
    for wrong in (
        "成立由",
        "系统各主管部门",
        "检查",
        "通报",
        "上报",
        "None",
        "0次",
        "0个",
        "{",
        "}",
        "，，",
        "，。",
        "；。",
        "（）",
    ):
        assert wrong not in text
    assert all(paragraphs)


def test_inspections_that_found_nothing_say_so(qingshan: SummaryFacts) -> None:
    text = read(qingshan)
    assert "进行检查，未发现空调和用电设置不符合规定的情况。" in text
    for wrong in ("及时纠正", "通报", "责令", "当场纠正", "整改通知"):
        assert wrong not in text.partition("五、")[0]


def test_a_violation_without_a_circular_is_not_said_to_be_announced(wenjing: SummaryFacts) -> None:
    assert wenjing.inspection is not None
    text = read(replace(wenjing, inspection=replace(wenjing.inspection, circulars=())))
    assert "对改正力度不大的单位责令限期改正。" in text
    assert "通报" not in text


def test_late_reports_of_units_are_named_and_say_nothing_of_the_town(wenjing: SummaryFacts) -> None:
    assert wenjing.statistics is not None
    late = board(wenjing.units, wenjing.statistics.town.quarter, late={(4, 4)})
    text = read(replace(wenjing, statistics=replace(wenjing.statistics, board=late)))
    assert "并按时上报到机关事务局公共机构节能处" in text
    assert "卫生院四季度未按时上报统计表" in text


def sending(facts: SummaryFacts, sent: tuple[QuarterSent, ...]) -> str:
    """What the text says of the town's sending up."""
    assert facts.statistics is not None
    drafts = written(replace(facts, statistics=replace(facts.statistics, sent=sent)))
    (said,) = [plain(one.text) for one in drafts if one.source == "statistics.reports"]
    return said


Q4, YEAR_END, JANUARY = Quarter(2011, 4), date(2011, 12, 31), date(2012, 1, 31)


@pytest.mark.parametrize(
    ("after", "day", "punctual"),
    [
        (14, JANUARY, True),
        (15, JANUARY, True),
        (16, JANUARY, False),
        (16, YEAR_END, False),
        (15, YEAR_END, True),  # the fourth quarter's day is still ahead
    ],
)
def test_in_time_speaks_of_the_towns_first_sending_up(
    wenjing: SummaryFacts, after: int, day: date, punctual: bool
) -> None:
    text = sending(wenjing, sent_up(Q4, day, days=15, after=after))
    assert ("并按时上报到机关事务局公共机构节能处。" in text) is punctual
    assert ("并上报到机关事务局公共机构节能处。" in text) is not punctual
    late = "一季度、二季度、三季度、四季度" if day == JANUARY else "一季度、二季度、三季度"
    assert (f"，其中{late}逾期上报。" in text) is not punctual


def test_what_is_not_known_of_the_towns_sending_up_is_not_in_time(wenjing: SummaryFacts) -> None:
    unknown = (
        sent_up(Q4, JANUARY, days=None),  # no deadline of the town's own
        (*sent_up(Quarter(2011, 3), JANUARY), quarter_sent(Q4, (), 15, JANUARY)),  # no sending registered
        sent_up(Q4, date(2011, 4, 5), after=6),  # every quarter's day is still ahead
        (),
    )
    for sent in unknown:
        text = sending(wenjing, sent)
        assert "并上报到机关事务局公共机构节能处。" in text
        assert "逾期" not in text


def test_a_quarter_sent_up_again_says_so_and_is_judged_by_its_first_day(wenjing: SummaryFacts) -> None:
    first, *others = sent_up(Q4, JANUARY)
    quarter = first.quarter
    taken_back = replace(first.sendings[0], unlocked_on=date(2011, 5, 3), unlock_reason="更正中心学校用电量")
    again = Submission(9, quarter, date(2011, 5, 4), "机关事务局")
    text = sending(wenjing, (quarter_sent(quarter, [taken_back, again], 15, JANUARY), *others))
    assert "并按时上报到机关事务局公共机构节能处。" in text
    assert text.endswith("全部收齐。一季度更正后重新上报。")
    back = quarter_sent(quarter, [taken_back], 15, JANUARY)  # and not sent again
    assert sending(wenjing, (back, *others)).endswith("已向机关事务局上报3个季度的汇总表。")
    late = replace(taken_back, submitted_on=date(2011, 4, 20))
    text = sending(wenjing, (quarter_sent(quarter, [late, again], 15, JANUARY), *others))
    assert "并上报到" in text
    assert text.endswith("4个季度的汇总表，其中一季度逾期上报，一季度更正后重新上报。")


def test_the_leader_is_named_by_post(wenjing: SummaryFacts) -> None:
    group = LeadingGroup(
        "",
        "",
        None,
        "",
        (
            Member(1, Role.LEADER, "孙立", "镇党委书记", ""),
            Member(2, Role.DEPUTY, "王强", "副镇长（分管）", ""),
        ),
    )
    text = read(replace(wenjing, group=group))
    assert "成立由镇党委书记孙立为组长，副镇长王强为副组长的镇级公共机构节能工作领导小组" in text
    assert "分管" not in text
    unnamed = replace(group, members=(Member(1, Role.LEADER, "", "", ""),))
    assert "成立由镇政府分管领导为组长的镇级" in read(replace(wenjing, group=unnamed))


def test_problems_are_those_the_records_show(wenjing: SummaryFacts, qingshan: SummaryFacts) -> None:
    complete = problem_candidates(wenjing, wording_of(wenjing))
    assert [one.key for one in complete] == ["management", "quota", "incentive", "consumption", "unvisited"]
    assert default_problems(complete) == ("management", "quota", "incentive")  # water rose by 2.5 % only
    gaps = problem_candidates(qingshan, wording_of(qingshan))
    assert {"liaisons", "reports", "consumption"} <= set(default_problems(gaps))
    texts = {one.key: plain(one.text) for one in gaps}
    assert "青山乡单位5尚未明确节能联络员" in texts["liaisons"]
    assert "单位7三季度未报统计表" in texts["reports"]
    assert "全年用电同比上升14.3%" in texts["consumption"]


def test_units_without_reports_are_named_by_their_quarters_and_counted_where_many(
    qingshan: SummaryFacts,
) -> None:
    assert qingshan.statistics is not None
    missing = board(
        qingshan.units,
        qingshan.statistics.town.quarter,
        missing={(1, 3), (2, 3), (3, 3), (4, 3), (5, 3), (7, 3), (7, 4)},
    )
    facts = replace(qingshan, statistics=replace(qingshan.statistics, board=missing))
    gaps = problem_candidates(facts, wording_of(facts))
    text = next(plain(one.text) for one in gaps if one.key == "reports").replace("青山乡", "")
    assert "单位1、单位2、单位3、单位4、单位5等5个单位三季度，单位7三季度、四季度未报统计表" in text


def test_only_the_chosen_problems_are_named_and_numbered(wenjing: SummaryFacts) -> None:
    chosen = [plain(one.text) for one in written(wenjing, ("quota", "unvisited")) if one.level is Level.ITEM]
    assert [text[:10] for text in chosen] == ["1.节能管理制度体系", "2.督查覆盖面还不够"]
    assert "五、" not in read(wenjing, ())


def marked(drafts: list[ParagraphDraft]) -> list[Figure]:
    """The figures of a draft, in text and table."""
    stored = [SummaryParagraph(0, one.level, one.text, one.kind) for one in drafts]
    return [figure for one in stored for figure in paragraph_figures(one)]


def test_every_figure_of_a_text_is_one_the_records_say(wenjing: SummaryFacts, qingshan: SummaryFacts) -> None:
    """Else a text would be held to differ from the records it was just written from."""
    for facts in (wenjing, qingshan):
        for kind in SummaryKind:
            paper = replace(facts, kind=kind)
            now = figures_now(paper)
            every = [one.key for one in problem_candidates(paper, wording_of(paper))]
            assert {(one.key, now.get(one.key)) for one in marked(written(paper, every))} == {
                (one.key, one.shown) for one in marked(written(paper, every))
            }
            assert all("." not in title_of(key, paper) and "（" in title_of(key, paper) for key in now)


def test_changed_records_are_found_by_their_figures(wenjing: SummaryFacts) -> None:
    stored = marked(written(wenjing))
    assert changed_figures(stored, figures_now(wenjing), str.upper) == ()
    assert wenjing.inspection is not None
    later = replace(
        wenjing,
        inspection=replace(wenjing.inspection, rounds=wenjing.inspection.rounds[:3]),
        publicity=PublicityYear((), {}, None, 0, None),
    )
    found = changed_figures(stored, figures_now(later), lambda key: title_of(key, later))
    changed = {one.key: (one.shown, one.now) for one in found}
    assert found[0].title == "活动类别（宣传培训）"
    assert changed["inspection.rounds"] == ("4次", "3次")
    assert changed["publicity.people"] == ("295人次", None)


def test_the_time_has_its_phrases() -> None:
    assert narrative_of_year(2011).phrases["opening.guidance"] == "坚持以科学发展观为指导，"
    assert "科学发展观" not in narrative_of_year(2024).phrases["opening.guidance"]


def test_places_are_spoken_of_by_their_kind() -> None:
    assert place_words("城关街道办事处") == {
        "town": "城关街道",
        "our": "我街道",
        "whole": "全街道",
        "level": "街道级",
        "government": "街道办事处",
    }
    assert [signing_office(name) for name in ("文井镇", "城关街道", "青山乡人民政府", "")] == [
        "文井镇人民政府",
        "城关街道办事处",
        "青山乡人民政府",
        "",
    ]


def test_kind_and_day_follow_the_season() -> None:
    assert default_kind(2026, date(2026, 8, 5)) is SummaryKind.HALF
    assert default_kind(2026, date(2026, 12, 5)) is SummaryKind.YEAR
    assert default_kind(2011, date(2026, 8, 5)) is SummaryKind.YEAR
    assert default_day(2026, SummaryKind.HALF, date(2026, 8, 5)) == date(2026, 8, 5)
    assert default_day(2011, SummaryKind.YEAR, date(2026, 8, 5)) == date(2011, 12, 31)
    assert default_day(2025, SummaryKind.YEAR, date(2026, 1, 12)) == date(2026, 1, 12)


def test_figures_are_marked_where_they_stand(wenjing: SummaryFacts) -> None:
    checks = next(one for one in written(wenjing) if one.source == "inspection.checks")
    assert figures(checks.text) == (
        Figure("inspection.rounds", "4次"),
        Figure("inspection.target", "部分单位"),
        Figure("inspection.scopes", "全市"),
    )
