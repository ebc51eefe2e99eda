"""After its question was answered, a member is asked anew."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.money.actions.cost_sharing import answer_share, ask_again
from tests.money.costing import agreed, share_of
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_until_it_agrees(wood):
    share = share_of(agreed(wood), wood, "birch")
    answer_share(share=share, question="Why?", by=wood.birch, now=NOON)
    done = ask_again(share=share, by=wood.ash, now=NOON)
    assert (done.budget_answer, done.question) == ("open", "Why?")
    live = TaskLink.objects.filter(email="birch@example.org", used_at=None, revoked_at=None)
    assert live.count() == 1
    answer_share(share=share, by=wood.birch, now=NOON)
    with pytest.raises(WrongState, match="asked nothing"):
        ask_again(share=share, by=wood.ash, now=NOON)
