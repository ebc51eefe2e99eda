"""A proxy is taken back, or given back; what was voted by it stays until it is changed."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.proxies import end_proxy, give_proxy
from spinney.decisions.models import Vote
from tests.decisions.voting import open_now, vote_now

pytestmark = pytest.mark.django_db


def given(wood):
    ballot = open_now(wood, voters=("birch", "cedar"))
    holder = wood.organisations["birch"].pk
    return ballot, give_proxy(about=ballot, holder_id=holder, by=wood.cedar, now=timezone.now())


@pytest.mark.parametrize(
    ("who", "told", "words"),
    [("cedar", "birch", "votes itself"), ("birch", "cedar", "cannot vote for you")],
)
def test_either_side_ends_it_and_the_other_is_told(wood, who, told, words):
    ballot, proxy = given(wood)
    vote_now(wood, ballot, "birch", of="cedar", says="agree")
    end_proxy(proxy=proxy, by=wood.actor(who), now=timezone.now())
    assert words in Message.objects.filter(person=wood.people[told]).latest("pk").body
    with pytest.raises(NotAllowed, match="You do not vote for"):
        vote_now(wood, ballot, "birch", of="cedar", says="disagree")
    assert Vote.objects.get().says == "agree"
    with pytest.raises(WrongState, match="ended already"):
        end_proxy(proxy=proxy, by=wood.cedar, now=timezone.now())
    give_proxy(
        about=ballot, holder_id=wood.organisations["cedar"].pk, by=wood.birch, now=timezone.now()
    )


def test_nobody_else_ends_it(wood):
    _, proxy = given(wood)
    with pytest.raises(NotAllowed):
        end_proxy(proxy=proxy, by=wood.ash, now=timezone.now())
