"""A finished report keeps its words and figures as they were; every member reads it."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.evaluation.actions.report_sections import SectionText, write_report_section
from spinney.evaluation.actions.reports import finish_report, reopen_report
from spinney.evaluation.bridge.kept_reports import finished as version_of
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, finished, first_section, url_of, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def write(wood, report, words, pictures=()):
    section = first_section(report)
    text = SectionText("In short", words, pictures)
    write_report_section(section=section, text=text, by=wood.ash, now=NOON)


def test_figures_stay_as_they_were_and_the_next_version_has_new_ones(wood):
    report = written(a_draft(wood))
    write(wood, report, "There are {{members}} members.", ("table_members",))
    report = finish_report(report=report, by=wood.ash, now=NOON)
    another_member(wood, "maple")
    client = client_of(wood, "birch")
    page = client.get(url_of("report", report)).content.decode()
    assert "There are 1<sup>" in page
    assert "Maple House" not in page
    assert "Version 1, finished on 20 March 2026" in page
    report = reopen_report(report=report, by=wood.ash, now=NOON)
    assert "There are 1<sup>" in client.get(url_of("report", report)).content.decode()
    live = client_of(wood, "ash").get(url_of("report", report)).content.decode()
    assert "There are 2<sup>" in live
    report = finish_report(report=report, by=wood.ash, now=NOON)
    assert "Maple House" in client.get(url_of("report", report)).content.decode()
    assert (
        "There are 1<sup>" in client.get(url_of("report", report) + "?version=1").content.decode()
    )
    assert version_of(report, 1).on == version_of(report, 2).on == date(2026, 3, 20)
    with pytest.raises(NotFound):
        version_of(report, 3)
    for wrong in ("3", "x", "²", "-1"):
        assert client.get(url_of("report", report), {"version": wrong}).status_code == 404


def test_not_while_it_names_what_there_is_not(wood):
    report = written(a_draft(wood))
    write(wood, report, "We are {{membres}}, see {{table_members}}.")
    with pytest.raises(WrongState, match=r"“In short” first.*{{membres}}.*{{members}}"):
        finish_report(report=report, by=wood.ash, now=NOON)
    page = client_of(wood, "ash").get(url_of("report", report)).content.decode()
    assert "Put it on a line of its own" in page
    assert client_of(wood, "ash").post(url_of("finish-report", report)).status_code == 409


def test_not_while_a_question_waits_for_its_answer(wood):
    report = a_draft(wood)
    with pytest.raises(WrongState, match=r"write an answer in place of \[Say in three"):
        finish_report(report=report, by=wood.ash, now=NOON)


def test_members_read_nothing_before(wood):
    assert client_of(wood, "birch").get(url_of("report", a_draft(wood))).status_code == 404
    with pytest.raises(WrongState):
        finish_report(report=finished(wood), by=wood.ash, now=NOON)
