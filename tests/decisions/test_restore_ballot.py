"""A draft comes back, for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.ballots import discard_ballot, restore_ballot
from tests.decisions.making import NOON
from tests.decisions.writing import a_draft
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_for_thirty_days(wood: Wood) -> None:
    ballot = discard_ballot(ballot=a_draft(wood, by="birch"), by=wood.birch, now=NOON)
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_ballot(ballot=ballot, by=wood.birch, now=NOON + timedelta(days=31))
    back = restore_ballot(ballot=ballot, by=wood.birch, now=NOON + timedelta(days=29))
    assert (back.state, back.discarded_at) == ("draft", None)
    with pytest.raises(WrongState):
        restore_ballot(ballot=back, by=wood.birch, now=NOON)
