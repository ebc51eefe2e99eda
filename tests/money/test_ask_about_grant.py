"""The programme asks, on the record."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.money.actions.grant_decisions import ask_about_grant
from tests.money.granting import NOW, applied, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_on_the_record(wood):
    grant = applied(wood)
    ask_about_grant(grant=grant, question="Who trains?", by=wood.rowan, now=NOW)
    noted = Entry.objects.get(verb="money.ask_about_grant")
    assert noted.detail["question"] == "Who trains?"
    with pytest.raises(BadInput):
        ask_about_grant(grant=grant, question=" ", by=wood.rowan, now=NOW)
    with pytest.raises(NotAllowed):
        ask_about_grant(grant=grant, question="?", by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        ask_about_grant(grant=drafted(wood), question="?", by=wood.rowan, now=NOW)
