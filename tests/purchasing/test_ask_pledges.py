"""Members are asked whether they are in, each by a link, those who answered not again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.pledging import ask_pledges
from tests.purchasing.buying import NOW, a_word, another_member
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


DAY = localdate(NOW) + timedelta(days=7)


def test_those_who_have_said_nothing_get_a_link_of_their_own(wood):
    purchase = a_purchase(wood.cluster)
    maple = another_member(wood, "maple")
    a_word(wood, purchase, at_most_pence=4_321)
    assert ask_pledges(purchase=purchase, pledge_by=DAY, by=wood.ash, now=NOW) == 1
    letter = Message.objects.get(kind="purchasing.are_you_in")
    assert (letter.email, letter.link.organisation_id) == ("maple@example.org", maple.pk)
    assert "43.21" not in letter.body
    assert "£43" not in letter.body
    a_word(wood, purchase, "maple")
    with pytest.raises(WrongState, match="Every member has answered"):
        ask_pledges(purchase=purchase, pledge_by=DAY, by=wood.ash, now=NOW)


def test_supporters_are_not_asked_and_the_day_is_to_come(wood):
    purchase = a_purchase(wood.cluster)
    ask_pledges(purchase=purchase, pledge_by=DAY, by=wood.ash, now=NOW)
    assert list(TaskLink.objects.values_list("email", flat=True)) == ["birch@example.org"]
    with pytest.raises(BadInput):
        ask_pledges(purchase=purchase, pledge_by=DAY - timedelta(days=30), by=wood.ash, now=NOW)
