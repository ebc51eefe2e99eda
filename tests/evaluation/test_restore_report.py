"""A removed report comes back as it was."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.reports import remove_report, restore_report
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import finished, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_as_it_was(wood):
    report = finished(wood)
    with pytest.raises(WrongState):
        restore_report(report=report, by=wood.ash, now=NOON)
    remove_report(report=report, by=wood.ash, now=NOON)
    assert restore_report(report=report, by=wood.ash, now=NOON).state == "published"
    assert client_of(wood, "birch").get(url_of("report", report)).status_code == 200
