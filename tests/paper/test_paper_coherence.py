"""Every rule of coherence finds its fault, leaves what is sound alone, and is missed when it is taken out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from jingzhen_desktop.paper import coherence
from jingzhen_desktop.paper.coherence import Passage, document_doubts, doubts, rules
from jingzhen_desktop.paper.document import Document, Paragraph

SAID = {
    # rule: what is wrong, and the same said rightly
    "zero": (["整改情况：当场纠正3个，尚未处理0个。"], ["整改情况：当场纠正3个。气温10个百分点，共20个。"]),
    "scope": (["将在全市范围内通报。"], ["将在全乡范围内通报。"]),
    "in_time": (
        ["并按时上报到机关事务局。"],
        ["并上报到机关事务局，确保各单位按时上报统计表，按时上报率100%。"],
    ),
    "everything_in": (["应收16份，全部收齐。"], ["应收16份，实收15份。"]),
    "slow": (["对改正力度不大的单位予以通报。"], ["改正力度不大的，予以通报。"]),
    "ordered": (["并责令限期改正。"], ["并督促改正。"]),
    "corrected": (["对空调和用电设置不符合规定的进行及时纠正。"], ["进行检查。"]),
    "settled": (["现已全部整改到位。"], ["正在整改。"]),
    "no_statistics": (["尚未建立有效的能耗统计、能源报告制度。"], ["统计已按季开展。"]),
    "no_funds": (["在机构设置、人员配备、经费保障等方面还不适应。"], ["在人员配备方面还不适应。"]),
    "violations": (
        ["发现的10个问题，当场纠正7个，尚未处理1个。"],
        ["发现的10个问题，当场纠正7个，限期整改中3个（其中逾期3个）。"],
    ),
    "readings": (
        ["查看空调温度5处，符合规定2处。不符合规定的2处均为卫生院的空调。"],
        ["查看空调温度5处，符合规定2处。不符合规定的3处均为卫生院的空调。"],
    ),
    "failed_readings": (
        ["不符合规定的3处，其中卫生院1处，其余1处已当场纠正。"],
        ["不符合规定的3处，其中卫生院2处，其余1处已当场纠正。"],
    ),
    "reports": (["应收季度报表16份，实收14份、未报1份。"], ["应收季度报表16份，实收15份、未报1份。"]),
    "units": (
        ["公共机构节能管理的单位共12个", "公共机构节能管理的单位共11个"],
        ["公共机构节能管理的单位共12个", "公共机构节能管理的单位共12个"],
    ),
    "reporting": (
        ["对全乡12个单位每季度上报的统计表", "应报11个单位"],
        ["对全乡12个单位每季度上报的统计表", "应报12个单位"],
    ),
    "inspections": (["共检查9家次", "检查8家次"], ["共检查9家次", "检查9家次"]),
    "activities": (
        ["组织节能宣传培训活动6次", "组织节能宣传培训活动5次"],
        ["组织节能宣传培训活动6次", "组织节能宣传培训活动6次"],
    ),
    "contract": (
        ["对各单位用电实行经费包干。", "电费包干使用。"],
        ["实行定额管理、超额说明，卫生包干区已划定。"],
    ),
    "opinion": (
        ["我办对卫生院下达节能整改意见书。"],
        [
            "由本级人民政府管理机关事务工作的机构会同有关部门下达节能整改意见书。",
            "提请县局出具节能整改意见书。",
        ],
    ),
    "measures": (
        ["#五、存在的问题及下一步整改措施", "1.激励机制尚未建立。"],
        ["#五、存在的问题及下一步整改措施", "1.激励机制尚未建立。下一步，将列入考核。"],
    ),
}
GROUNDS = {
    "scope": "scope:全市",
    "in_time": "in_time",
    "everything_in": "everything_in",
    "slow": "slow",
    "ordered": "ordered",
    "corrected": "corrected",
    "settled": "settled",
    "no_statistics": "no_statistics",
    "no_funds": "no_funds",
    "opinion": "county_opinion",
}
"""What bears out the claim that a rule doubts."""
OWN = frozenset({"scope:全乡"})


def passages(*texts: str) -> list[Passage]:
    return [Passage(at, text.lstrip("#"), heading=text.startswith("#")) for at, text in enumerate(texts)]


def found(texts: list[str], bears: frozenset[str] = OWN) -> set[str]:
    return {one.rule for one in doubts(passages(*texts), bears)}


def test_every_rule_has_its_example() -> None:
    assert {rule.key for rule in rules()} == {*SAID, "listed_readings"}
    assert all(rule.title and rule.say for rule in rules())


@pytest.mark.parametrize("key", SAID)
def test_a_rule_finds_its_fault_and_leaves_what_is_sound(key: str) -> None:
    wrong, right = SAID[key]
    assert key in found(wrong)
    assert key not in found(right)


@pytest.mark.parametrize("key", SAID)
def test_without_the_rule_the_fault_is_not_found(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    others = tuple(rule for rule in rules() if rule.key != key)
    monkeypatch.setattr(coherence, "rules", lambda: others)
    assert key not in found(SAID[key][0])


@pytest.mark.parametrize("key", GROUNDS)
def test_a_claim_that_the_records_bear_out_is_no_fault(key: str) -> None:
    assert key not in found(SAID[key][0], OWN | {GROUNDS[key]})


def test_a_table_lists_as_many_as_the_text_says() -> None:
    text = Passage(0, "不符合规定的3处，其中卫生院2处，其余1处已当场纠正。")
    table = Passage(1, "不符合规定的空调温度", rows=2)
    assert doubts([text, table], OWN) == ()
    (one,) = doubts([text, Passage(1, "不符合规定的空调温度", rows=3)], OWN)
    assert (one.rule, one.why) == ("listed_readings", "文中与表中不符合规定的处数不一致：文中2处，表中3行")


def test_without_its_rule_a_table_of_other_length_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    others = tuple(rule for rule in rules() if rule.key != "listed_readings")
    monkeypatch.setattr(coherence, "rules", lambda: others)
    text = Passage(0, "不符合规定的3处，其中卫生院2处，其余1处已当场纠正。")
    assert doubts([text, Passage(1, "不符合规定的空调温度", rows=3)], OWN) == ()


def test_what_the_clerk_kept_is_not_doubted_again() -> None:
    said = Document("总结", (Paragraph("现已全部整改到位。"), Paragraph("并责令限期改正。")))
    first, second = document_doubts(said)
    assert first.key == "settled:现已全部整改到位"
    assert document_doubts(replace(said, answered=frozenset({first.key}))) == (second,)


def test_a_doubt_names_its_place_and_its_words() -> None:
    (one,) = doubts(passages("收齐了。", "对空调检查，现已全部整改到位。"), OWN)
    assert (one.index, one.words) == (1, "现已全部整改到位")
    assert "对空调检查，现已全部整改到位。"[one.start : one.start + one.length] == one.words
    assert re.search("没有销号的问题", one.why)
