"""An announcement is taken back, to go on writing."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.opening import rewrite_ballot
from tests.decisions.making import NOON, a_ballot
from tests.decisions.test_announce_ballot import announced
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_it_is_a_draft_again_and_members_are_told(wood: Wood) -> None:
    ballot = rewrite_ballot(ballot=announced(wood), by=wood.ash, now=NOON)
    assert (ballot.state, ballot.rule, ballot.seed, ballot.opens_at) == ("draft", None, "", None)
    assert Message.objects.filter(kind="decisions.vote_put_off").count() == 1


def test_not_once_it_is_open_or_thrown_away(wood: Wood) -> None:
    for state in ("open", "discarded"):
        with pytest.raises(WrongState):
            rewrite_ballot(ballot=a_ballot(wood, state=state), by=wood.ash, now=NOON)
