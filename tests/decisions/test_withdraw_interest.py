"""An interest is taken back until the close: the organisation takes part again."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.interests import declare_interest, withdraw_interest
from spinney.decisions.models import Elector
from tests.decisions.voting import close_now, link_for, open_now, vote_now

pytestmark = pytest.mark.django_db


def test_it_takes_part_again(wood):
    ballot = open_now(wood)
    with pytest.raises(WrongState, match="nothing to take back"):
        withdraw_interest(ballot=ballot, by=wood.birch, now=timezone.now())
    declare_interest(ballot=ballot, interest="The hall", by=wood.birch, now=timezone.now())
    path = link_for(wood, ballot)
    assert Client().post(path + "no-interest/")["Location"] == path
    found = Elector.objects.get()
    assert (found.recused_at, found.interest) == (None, "")
    vote_now(wood, ballot, says="agree")


def test_not_too_late(wood):
    ballot = open_now(wood)
    declare_interest(ballot=ballot, interest="The hall", by=wood.birch, now=timezone.now())
    close_now(ballot)
    with pytest.raises(WrongState):
        withdraw_interest(ballot=ballot, by=wood.birch, now=timezone.now())
