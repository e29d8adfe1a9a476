"""Issued papers stay as they were, are found again, and nothing can change them."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.identity import DamagedFile
from jingzhen_desktop.office.issued import (
    IssuedPaper,
    Paper,
    issue,
    issued_from,
    issued_papers,
    parse_number,
    reprint,
    void_paper,
)
from jingzhen_desktop.office.records import IssuedContentRecord, IssuedPaperRecord, JournalChange

DATA = b"%PDF-1.7 " + os.urandom(5000) + b"\x00 %%EOF"
PLACE = Place("inspection", "rectification", 3)


def paper(
    number: str = "文节能整〔2011〕2号",
    title: str = "卫生院限期整改",
    day: date = date(2011, 7, 8),
    data: bytes = DATA,
) -> Paper:
    return Paper("整改通知书", number, day, title, PLACE, data)


def test_a_reprint_is_the_same_bytes_after_opening_again(office: Office) -> None:
    kept = issue(office, paper())
    office.close()
    with Office.open(office.path) as again:
        assert reprint(again, kept.id) == DATA
        assert issued_papers(again) == [kept]
    assert (kept.size, kept.place) == (len(DATA), PLACE)


def test_a_number_is_given_once_however_it_is_written(office: Office) -> None:
    first = issue(office, paper())
    for same in (
        "文节能整〔2011〕2号",
        "文节能整[2011]02号",
        "文节能整（２０１１）第2号",
        "文节能整 〔2011〕 2 号",
    ):
        with pytest.raises(InputRejected, match=r"已用于“卫生院限期整改”（2011年7月8日）"):
            issue(office, paper(same))
    issue(office, paper("文节能整〔2012〕2号"))
    issue(office, paper("文节能通〔2011〕2号"))
    assert len(issued_papers(office)) == 3
    assert issued_from(office, PLACE)[0] == first
    assert issued_from(office, Place("annual")) == []


def test_papers_without_a_number_are_kept_side_by_side(office: Office) -> None:
    one, two = issue(office, paper("")), issue(office, paper("", data=b"%PDF other"))
    assert (reprint(office, one.id), reprint(office, two.id)) == (DATA, b"%PDF other")


@pytest.mark.parametrize("number", ["2号", "文节能整2011-2", "文〔11〕2号", "文〔2011〕号"])
def test_what_is_no_number_is_refused(office: Office, number: str) -> None:
    with pytest.raises(InputRejected, match="应写成"):
        issue(office, paper(number))
    assert issued_papers(office) == []


def test_numbers_without_a_series_count_by_kind(office: Office) -> None:
    issue(office, paper("〔2011〕1号"))
    issue(office, Paper("通报", "〔2011〕1号", date(2011, 7, 8), "通报", PLACE, b"%PDF"))
    with pytest.raises(InputRejected, match="已用于"):
        issue(office, paper("〔2011〕1号"))


def test_a_number_is_split() -> None:
    assert parse_number("文节能整〔2011〕12号") == ("文节能整", 2011, 12)
    assert parse_number("") == (None, None, None)


def test_search_finds_by_every_word(office: Office) -> None:
    notice = issue(office, paper())
    circular = issue(
        office,
        Paper("通报", "文节能通〔2011〕1号", date(2011, 9, 1), "夏季空调检查情况的通报", PLACE, b"%PDF"),
    )

    def found(words: str) -> list[IssuedPaper]:
        return issued_papers(office, words)

    assert found("") == [circular, notice]
    assert found("卫生院") == [notice]
    assert found("通报 ２０１１") == [circular]
    assert found("2011年7月") == [notice]
    assert found("2011-09") == [circular]
    assert found("文节能 整改") == [notice]
    assert found("weishengyuan") == [notice]
    assert found("kongtiao 2011") == [circular]
    assert found("xjkt") == [circular]
    assert found("zhongxin") == []
    assert found("学校") == []


def test_nobody_changes_what_was_issued(office: Office) -> None:
    kept = issue(office, paper())
    for statement in (
        update(IssuedPaperRecord).values(title="别的"),
        update(IssuedContentRecord).values(data=b""),
        delete(IssuedContentRecord),
        delete(IssuedPaperRecord),
        text("REPLACE INTO issued_content (paper_id, data) SELECT paper_id, x'00' FROM issued_content"),
    ):
        with pytest.raises(IntegrityError, match="never changed"), office.transaction("改存档") as session:
            session.execute(statement)
    office.close()
    with (
        closing(sqlite3.connect(office.path)) as raw,
        raw,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        raw.execute("DELETE FROM issued_content")
    with Office.open(office.path) as again:
        assert reprint(again, kept.id) == DATA


def test_the_journal_holds_the_hash_and_undo_ends_there(office: Office) -> None:
    import hashlib

    issue(office, paper())
    with office.reading() as session:
        changes = {
            change.table_name: json.loads(change.after or "")
            for change in session.scalars(select(JournalChange))
        }
    assert changes["issued_content"]["data"] == "sha256:" + hashlib.sha256(DATA).hexdigest()
    assert changes["issued_paper"]["number"] == "文节能整〔2011〕2号"
    assert office.undoable() is None
    assert "文节能整〔2011〕2号" in office.why_no_undo()


def test_bytes_that_are_no_longer_those_are_not_printed(office: Office) -> None:
    kept = issue(office, paper())
    office.close()
    content = office.path.read_bytes()
    position = content.index(DATA[2000:2100])
    office.path.write_bytes(content[:position] + b"?" + content[position + 1 :])
    with Office.open(office.path) as again, pytest.raises(DamagedFile, match="与定稿时不一致"):
        reprint(again, kept.id)


def test_a_paper_that_is_not_there_has_a_sentence(office: Office, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="不在数据文件里"):
        reprint(office, 7)


def test_a_wrong_paper_is_void_and_stays_and_its_number_is_never_used_again(office: Office) -> None:
    kept = issue(office, paper())
    void_paper(office, kept.id, date(2011, 7, 9), "期限有误，另行文更正")
    (one,) = issued_papers(office)
    assert (one.void_on, one.void_reason) == (date(2011, 7, 9), "期限有误，另行文更正")
    assert issued_from(office, PLACE) == [one]
    assert reprint(office, kept.id) == DATA
    with pytest.raises(InputRejected, match="已用于"):
        issue(office, paper())
    with pytest.raises(InputRejected, match="已于2011年7月9日作废"):
        void_paper(office, kept.id, date(2011, 7, 10), "又一次")


@pytest.mark.parametrize(("day", "fine"), [(date(2011, 7, 7), False), (date(2011, 7, 8), True)])
def test_a_paper_is_not_void_before_its_own_day(office: Office, day: date, fine: bool) -> None:
    kept = issue(office, paper())
    if fine:
        void_paper(office, kept.id, day, "更正")
    else:
        with pytest.raises(InputRejected, match="不能早于"):
            void_paper(office, kept.id, day, "更正")
    with pytest.raises(InputRejected, match=r"原因|已于"):
        void_paper(office, kept.id, date(2011, 7, 8), " ")
