"""Votes beyond what was agreed: proxies above the limit, of those who left, of votes cast already;
envelopes of those who are out; money longer than any column.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.decisions.actions.envelopes import note_envelopes
from spinney.decisions.actions.proxies import give_proxy
from spinney.decisions.actions.voting import take_back_vote
from spinney.decisions.models import Ballot, Elector, Option, Proxy, Vote
from spinney.decisions.queries.voting import live_proxies
from spinney.register.models import Organisation
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot, a_meeting, another_member
from tests.decisions.voting import link_for, open_now, vote_now
from tests.decisions.writing import address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def give(wood: Wood, about: object, who: str, to: str = "birch") -> Proxy:
    holder = wood.organisations[to].pk
    return give_proxy(about=about, holder_id=holder, by=wood.actor(who), now=timezone.now())  # type: ignore[arg-type]


def three(wood: Wood, **more: object) -> Ballot:
    """An open ballot of Birch, Fern and Gorse House."""
    for name in ("fern", "gorse"):
        another_member(wood, name)
    return open_now(wood, voters=("birch", "fern", "gorse"), **more)


def test_a_proxy_for_a_ballot_and_one_for_its_meeting_are_two(wood: Wood) -> None:
    meeting = a_meeting(wood)
    ballot = three(wood, meeting=meeting)
    give(wood, ballot, "fern")
    with pytest.raises(BadInput, match="Choose one of those"):
        give(wood, meeting, "gorse")


def test_of_more_than_were_agreed_the_first_hold(wood: Wood) -> None:
    meeting = a_meeting(wood)
    ballot = three(wood)
    give(wood, meeting, "gorse")
    give(wood, ballot, "fern")
    Ballot.objects.filter(pk=ballot.pk).update(meeting=meeting)
    ballot.refresh_from_db()
    assert [one.organisation.name for one in live_proxies(ballot)] == ["Gorse House"]
    vote_now(wood, ballot, "birch", of="gorse", says="agree")
    with pytest.raises(NotAllowed, match="You do not vote for Fern House"):
        vote_now(wood, ballot, "birch", of="fern", says="agree")


def test_whoever_has_left_votes_for_nobody(wood: Wood) -> None:
    ballot = three(wood)
    give(wood, ballot, "fern")
    link = link_for(wood, ballot, "birch")
    Elector.objects.filter(organisation=wood.organisations["birch"]).update(left_at=timezone.now())
    asked = f"{link}for-{wood.organisations['fern'].pk}/"
    assert Client().post(asked, {"says": "agree", "deed": "cast"}).status_code == 403
    assert not Vote.objects.exists()


def test_a_proxy_does_not_take_out_the_vote_of_whom_it_is_for(wood: Wood) -> None:
    ballot = three(wood)
    give(wood, ballot, "fern")
    vote_now(wood, ballot, "fern", says="disagree")
    fern = wood.organisations["fern"].pk
    with pytest.raises(NotAllowed, match="Only it can take that vote back"):
        take_back_vote(ballot=ballot, organisation_id=fern, by=wood.birch, now=timezone.now())
    assert Vote.objects.get().says == "disagree"


def test_no_envelope_comes_from_whoever_has_left(wood: Wood) -> None:
    another_member(wood, "fern")
    ballot = a_ballot(wood, "choose", voters=("birch", "fern"), secret=True)
    fern = wood.organisations["fern"]
    Elector.objects.filter(ballot=ballot, organisation=fern).update(left_at=NOON)
    with pytest.raises(BadInput, match="Fern House takes no part"):
        note_envelopes(ballot=ballot, organisation_ids=[fern.pk], by=wood.ash, now=NOON)
    assert not ballot.entries.exists()


def test_what_nobody_has_to_share_out_is_refused(wood: Wood) -> None:
    draft = a_ballot(wood, "money", state="draft", made_by=wood.ash.label)
    many = Option.objects.count()
    said = {"title": "A bridge", "cost_pence": "9" * 30}
    page = client_of(wood, "ash").post(address(draft, "add_option"), said)
    assert page.status_code == 200
    assert "or less" in page.content.decode()
    assert Option.objects.count() == many


@pytest.mark.parametrize("who", ["willow", "sorrel"])
@pytest.mark.parametrize("verb", ["vote", "take_back_vote", "give_proxy", "declare_interest"])
def test_an_electors_seat_does_not_open_the_cluster_next_door(
    wood: Wood, who: str, verb: str
) -> None:
    ballot = open_now(wood, voters=("birch", "sorrel"))  # an outsider may be asked, by her link
    said = {"says": "agree", "deed": "cast", "interest": "x", "sure": "on"}
    assert client_of(wood, who).post(address(ballot, verb), said).status_code == 404
    assert not Vote.objects.exists()


def test_a_link_votes_in_its_own_ballot_and_for_its_own_organisation(wood: Wood) -> None:
    ballot = open_now(wood, voters=("birch", "cedar"))
    other = Organisation.objects.create(name="A third")
    Elector.objects.create(ballot=ballot, organisation=other)
    link = link_for(wood, ballot, "birch")
    said = {"says": "agree", "deed": "cast", "organisation_id": other.pk, "ballot": 99}
    for step in (f"for-{other.pk}/", f"for-{wood.organisations['cedar'].pk}/"):
        assert Client().post(link + step, said).status_code == 403
    Client().post(link, said)
    assert [one.elector.organisation.name for one in Vote.objects.all()] == ["Birch House"]


def test_looking_changes_nothing(wood: Wood) -> None:
    ballot = open_now(wood, voters=("birch", "cedar"))
    give(wood, ballot, "birch", "cedar")
    link = link_for(wood, ballot, "birch")
    query = "?deed=cast&says=agree&deed=end&sure=on&interest=x"
    for step in ("", "take-back/", "interest/", "no-interest/", "proxy/", "receipt/"):
        Client().get(link + step + query)
    assert not Vote.objects.exists()
    assert Proxy.objects.get().ended_at is None
    assert not Elector.objects.exclude(recused_at=None).exists()
