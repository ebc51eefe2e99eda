"""A report is removed, with a way back; not while it is public."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.reports import remove_report
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import finished, published, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_members_read_it_no_more_and_it_can_come_back(wood):
    report = finished(wood)
    told = client_of(wood, "ash").post(url_of("remove-report", report), follow=True)
    assert url_of("restore-report", report) in told.content.decode()
    assert client_of(wood, "birch").get(url_of("report", report)).status_code == 404


def test_what_is_public_is_taken_down_first(wood):
    with pytest.raises(WrongState, match="Take it down first"):
        remove_report(report=published(wood), by=wood.ash, now=NOON)
