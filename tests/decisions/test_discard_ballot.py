"""A draft is thrown away; what members were told of is not."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.decisions.actions.ballots import discard_ballot
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.writing import a_draft, address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_with_a_way_back(wood: Wood) -> None:
    ballot = a_draft(wood)
    client = client_of(wood, "ash")
    listed = client.post(address(ballot, "discard_ballot"), follow=True).content.decode()
    assert "is thrown away" in listed
    assert "No ballots yet" in listed
    assert "Bring it back" in listed
    ballot.refresh_from_db()
    assert (ballot.state, ballot.discarded_at is not None) == ("discarded", True)


def test_not_what_is_open_and_not_another_s(wood: Wood) -> None:
    with pytest.raises(WrongState):
        discard_ballot(ballot=a_ballot(wood), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        discard_ballot(ballot=a_draft(wood), by=wood.birch, now=NOON)
