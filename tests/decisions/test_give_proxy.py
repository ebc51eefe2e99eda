"""One organisation lets another vote for it: who, how many, what the absent one changes."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.interests import declare_interest
from spinney.decisions.actions.proxies import give_proxy
from spinney.decisions.bridge.proxies import give_back_proxies, hand_on_proxies
from spinney.decisions.models import Elector, Proxy, Vote
from spinney.register.models import Organisation
from tests.access import client_of
from tests.decisions.making import a_meeting
from tests.decisions.voting import close_now, link_for, open_now, vote_now

pytestmark = pytest.mark.django_db

BOTH = ("birch", "cedar")


def give(wood, about, who="cedar", to="birch", wishes=""):
    return give_proxy(
        about=about, holder_id=wood.organisations[to].pk, wishes=wishes, by=wood.actor(who),
        now=timezone.now(),
    )  # fmt: skip


def test_the_holder_votes_for_it_and_it_is_told(wood):
    ballot = open_now(wood, voters=BOTH)
    give(wood, ballot, wishes="Yes, please")
    told = Message.objects.get(person=wood.people["birch"])
    assert "Cedar Housing Association asks you to vote for it" in told.subject
    assert "Yes, please" not in told.body
    vote_now(wood, ballot, "birch", of="cedar", says="agree")
    found = Vote.objects.get()
    assert (found.elector.organisation.name, found.how) == ("Cedar Housing Association", "proxy")
    assert found.proxy.holder == wood.organisations["birch"]
    told = Message.objects.filter(person=wood.people["cedar"]).latest("pk")
    assert "Birch House voted for Cedar Housing Association" in told.body


def test_its_own_vote_wins(wood):
    ballot = open_now(wood, voters=BOTH)
    give(wood, ballot)
    vote_now(wood, ballot, "birch", of="cedar", says="agree")
    vote_now(wood, ballot, "cedar", says="disagree")
    found = Vote.objects.get()
    assert (found.says, found.how, found.proxy) == ("disagree", "site", None)
    with pytest.raises(WrongState, match="its own vote counts"):
        vote_now(wood, ballot, "birch", of="cedar", says="agree")


def test_one_for_a_meeting_holds_in_its_ballots(wood):
    meeting = a_meeting(wood)
    ballot = open_now(wood, voters=BOTH, meeting=meeting)
    with pytest.raises(BadInput, match="Choose one of those"):
        give(wood, meeting, "birch", "cedar")  # cedar does not vote in the cluster
    give(wood, meeting, "cedar", "birch")
    vote_now(wood, ballot, "birch", of="cedar", says="agree")
    assert Vote.objects.get().how == "proxy"


def test_nobody_holds_more_than_agreed(wood):
    ballot = open_now(wood, voters=BOTH)
    third = Organisation.objects.create(name="Third Hall")
    elector = Elector.objects.create(ballot=ballot, organisation=third)
    Proxy.objects.create(
        cluster=wood.cluster, ballot=ballot, organisation=third,
        holder=wood.organisations["birch"], given_at=timezone.now(), given_by="person:1",
    )  # fmt: skip
    with pytest.raises(BadInput, match="Choose one of those"):
        give(wood, ballot)
    ballot.rule["customs"]["proxies_each"] = 2
    ballot.save()
    give(wood, ballot)
    ballot.rule["customs"]["proxies_each"] = 0
    ballot.save()
    with pytest.raises(WrongState, match="nobody votes for another"):
        give(wood, ballot, "birch", "cedar")
    assert elector.voted_at is None


def test_what_cannot_be(wood):
    ballot = open_now(wood, voters=BOTH)
    with pytest.raises(BadInput):
        give(wood, ballot, "cedar", "cedar")
    with pytest.raises(NotAllowed):
        give(wood, ballot, "ash")
    give(wood, ballot)
    with pytest.raises(WrongState, match="already"):
        give(wood, ballot)
    vote_now(wood, ballot, "birch", says="agree")
    with pytest.raises(WrongState, match="has voted"):
        give(wood, ballot, "birch", "cedar")
    close_now(ballot)
    with pytest.raises(WrongState):
        give(wood, ballot, "birch", "cedar")


def test_whoever_takes_no_part_votes_for_nobody(wood):
    ballot = open_now(wood, voters=BOTH)
    give(wood, ballot)
    declare_interest(ballot=ballot, interest="The hall", by=wood.birch, now=timezone.now())
    with pytest.raises(NotAllowed, match="for itself or for others"):
        vote_now(wood, ballot, "birch", of="cedar", says="agree")


def test_by_links_given_and_voted(wood):
    ballot = open_now(wood, voters=BOTH)
    birch, cedar = link_for(wood, ballot), link_for(wood, ballot, "cedar")
    assert "Birch House" in Client().get(cedar + "proxy/").content.decode()
    holder = wood.organisations["birch"].pk
    assert Client().post(cedar + "proxy/", {"holder": holder})["Location"] == cedar
    assert "Birch House can vote for you" in Client().get(cedar + "proxy/").content.decode()
    for_cedar = f"{birch}for-{wood.organisations['cedar'].pk}/"
    page = Client().get(for_cedar).content.decode()
    assert "You vote for <strong>Cedar Housing Association</strong>" in page
    said = {"says": "agree", "deed": "cast"}
    assert Client().post(for_cedar, said)["Location"] == for_cedar
    assert Vote.objects.get().how == "proxy"
    vote_now(wood, ballot, says="agree")
    assert "See the vote of Cedar" in Client().get(birch).content.decode()
    assert Client().get(f"{cedar}for-{holder}/").status_code == 403


def test_the_list_of_a_ballot(wood):
    ballot = open_now(wood, voters=BOTH)
    give(wood, ballot, wishes="Yes, please")
    address = f"/clusters/{wood.cluster.pk}/ballots/{ballot.pk}/proxies/"
    page = client_of(wood, "birch").get(address).content.decode()
    assert "We cannot: give it back" in page
    assert "Yes, please" in page
    assert "Yes, please" not in client_of(wood, "ash").get(address).content.decode()


def test_they_follow_when_two_organisations_turn_out_to_be_one(wood):
    ballot = open_now(wood, voters=BOTH)
    twin = Organisation.objects.create(name="Cedar Housing Association Ltd")
    proxy = give(wood, ballot)
    moved = hand_on_proxies(twin, wood.organisations["cedar"], timezone.now())
    proxy.refresh_from_db()
    assert (proxy.organisation, proxy.ended_at) == (twin, None)
    give_back_proxies(moved, twin, wood.organisations["cedar"])
    proxy.refresh_from_db()
    assert proxy.organisation == wood.organisations["cedar"]
    hand_on_proxies(wood.organisations["birch"], wood.organisations["cedar"], timezone.now())
    proxy.refresh_from_db()
    assert proxy.ended_at is not None  # nobody votes for itself by proxy
