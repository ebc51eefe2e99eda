"""Name and days of a report are changed while it is written; two people are told of each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.evaluation.actions.reports import edit_report
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import TEXT, a_draft, finished, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_while_it_is_written_and_not_over_one_another(wood):
    report = a_draft(wood)
    text = replace(TEXT, title="Our  year")
    done = edit_report(report=report, text=text, read=1, by=wood.ash, now=NOON)
    assert (done.title, done.version) == ("Our year", 2)
    with pytest.raises(ChangedMeanwhile) as told:
        edit_report(report=report, text=TEXT, read=1, by=wood.rowan, now=NOON)
    assert told.value.changes["title"] == ("What came of it", "Our year")
    with pytest.raises(WrongState, match="Take it up again"):
        edit_report(report=finished(wood), text=text, by=wood.ash, now=NOON)


def test_its_page_has_what_is_there(wood):
    page = client_of(wood, "ash").get(url_of("edit-report", a_draft(wood))).content.decode()
    assert 'value="What came of it"' in page
