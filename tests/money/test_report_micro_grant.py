"""Whoever got it tells how it was used: a group by its link, a member signed in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.microgrants import pay_micro_grant, report_micro_grant
from tests.clusters.inviting import last_link
from tests.money.micro_grants import NOW, applied, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_group_tells_by_its_link(wood):
    one = pay_micro_grant(grant=approved(wood), day=NOW.date(), by=wood.ash, now=now())
    path = last_link("choir@example.org")
    visitor = Client()
    assert "Hall for the choir" in visitor.get(path).content.decode()
    assert "Thank you" in visitor.post(path, {"report": "30 people sang"}).content.decode()
    one.refresh_from_db()
    assert (one.state, one.report) == ("reported", "30 people sang")
    assert visitor.get(path).status_code == 410


def test_nobody_else_and_not_before_it_is_paid(wood):
    one = applied(wood)
    with pytest.raises(WrongState):
        report_micro_grant(grant=one, report="Done", by=wood.ash, now=NOW)
    paid = pay_micro_grant(
        grant=approved(wood, one=one.round), day=NOW.date(), by=wood.ash, now=NOW
    )
    with pytest.raises(NotAllowed):
        report_micro_grant(grant=paid, report="Done", by=wood.birch, now=NOW)
    for bad in (" ", "x" * 4_001):
        with pytest.raises(BadInput):
            report_micro_grant(grant=paid, report=bad, by=wood.ash, now=NOW)
