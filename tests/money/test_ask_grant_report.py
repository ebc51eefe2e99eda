"""A report is asked for, with the next number."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.grant_reports import ask_grant_report
from tests.money.granting import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_next_number(wood):
    grant = approved(wood)
    made = ask_grant_report(grant=grant, title="At the end", due_on=None, by=wood.rowan, now=NOW)
    assert made.number == 2
    with pytest.raises(NotAllowed):
        ask_grant_report(grant=grant, title="Mine", due_on=None, by=wood.ash, now=NOW)
