"""A finished report is taken up again, unless it is public."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.evaluation.actions.reports import reopen_report
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import finished, published, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_those_who_write_it(wood):
    report = finished(wood)
    with pytest.raises(NotAllowed):
        reopen_report(report=report, by=wood.birch, now=NOON)
    told = client_of(wood, "ash").post(url_of("reopen-report", report), follow=True)
    assert "Members read version 1 until then" in told.content.decode()


def test_what_is_public_is_taken_down_first(wood):
    with pytest.raises(WrongState, match="public"):
        reopen_report(report=published(wood), by=wood.ash, now=NOON)
