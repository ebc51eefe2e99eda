"""A report is sent back, with a new link by which more is told."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.money.actions.microgrants import (
    pay_micro_grant,
    report_micro_grant,
    return_micro_grant_report,
)
from tests.money.micro_grants import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_more_can_be_told(wood):
    one = pay_micro_grant(grant=approved(wood), day=NOW.date(), by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        return_micro_grant_report(grant=one, by=wood.ash, now=NOW)
    report_micro_grant(grant=one, report="Done", by=wood.ash, now=NOW)
    done = return_micro_grant_report(grant=one, by=wood.ash, now=NOW)
    assert (done.state, done.report) == ("paid", "Done")
    assert TaskLink.objects.filter(verb="money.report_micro_grant").count() == 2
