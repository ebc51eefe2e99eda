"""What the pages of ballots show, and to whom; what ballots ask of people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from spinney.base.access.asks import asked_of
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.states import VotedHow
from tests.access import client_of
from tests.agreements.talking import a_draft as a_draft_agreement
from tests.decisions.making import NOON, WEEK, a_ballot, a_meeting, vote_of
from tests.decisions.writing import a_draft, address, members, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def an_open_one(wood: Wood, way: str = "motion", **more) -> Ballot:
    now = timezone.now()
    dates = {"opened_at": now - timedelta(hours=1), "closes_at": now + WEEK}
    return a_ballot(wood, way, **(dates | more))


def page_of(wood: Wood, who: str, ballot: Ballot) -> str:
    return client_of(wood, who).get(address(ballot)).content.decode()


def test_who_has_voted_is_known_in_an_open_ballot_and_a_number_in_a_secret_one(wood: Wood) -> None:
    members(wood, "fern")
    seen = an_open_one(wood, voters=("birch", "fern"))
    vote_of(seen, wood.organisations["fern"], says="disagree", reason="Too dear")
    page = page_of(wood, "birch", seen)
    assert "1 of 2 organisations took part so far." in page
    assert "Has not voted" in page
    assert "Too dear" not in page
    assert "Vote for your organisation" in page
    assert "See or change your vote" in page_of(wood, "fern", seen)
    secret = an_open_one(wood, "election", options=["A"], voters=("birch", "fern"), secret=True)
    Elector.objects.filter(ballot=secret, organisation__name="Fern House").update(
        voted_at=timezone.now()
    )
    page = page_of(wood, "ash", secret)
    assert "1 of 2 organisations took part so far." in page
    assert "Has voted" not in page
    assert "Has not voted" not in page
    Ballot.objects.filter(pk=secret.pk).update(state="closed", closed_at=timezone.now())
    assert "Has not voted" not in page_of(wood, "birch", secret)  # that would say what one voted


@pytest.mark.parametrize(
    ("who", "there", "not_there"),
    [
        ("birch", ["Vote for your organisation"], ["Take the ballot back", "Remind those"]),
        ("ash", ["Take the ballot back", "Remind those"], ["Vote for your", "Close the voting"]),
        ("cedar", ["Voting is open until"], ["Vote for your", "Copy it"]),
    ],
)
def test_each_has_the_buttons_of_her_part(wood: Wood, who, there, not_there) -> None:
    page = page_of(wood, who, an_open_one(wood))
    assert all(words in page for words in there)
    if who != "cedar":
        assert "Copy it as a new ballot" in page
    assert not any(words in page for words in not_there)


def test_when_its_hour_has_come_nobody_can_vote_and_it_is_being_counted(wood: Wood) -> None:
    ballot = an_open_one(wood, closes_at=timezone.now() - timedelta(minutes=1))
    page = page_of(wood, "birch", ballot)
    assert "Being counted" in page
    assert "Vote for your organisation" not in page


def test_everybody_voted_it_can_be_closed_by_hand(wood: Wood) -> None:
    ballot = an_open_one(wood)
    vote_of(ballot, wood.organisations["birch"], says="agree")
    assert "Close the voting" in page_of(wood, "ash", ballot)


def test_what_happened_is_told_and_never_who_voted_when(wood: Wood) -> None:
    ballot = opened(wood)
    cast_vote(
        ballot=ballot, organisation_id=wood.organisations["birch"].pk, marks={}, says="agree",
        how=VotedHow.SITE, by=wood.birch, now=NOON + timedelta(hours=1),
    )  # fmt: skip
    page = page_of(wood, "birch", ballot)
    happened = page[page.index("What happened") :]
    assert "Voting on “What do we share first?” is open until" in happened
    assert "Birch House" not in happened[: happened.index("</section")]


def test_the_list_is_searched_filtered_and_taken_along(wood: Wood) -> None:
    an_open_one(wood, title="Shall we?")
    a_ballot(wood, "score", state="closed", title="Which first?", outcome="chosen", closed_at=None)
    a_ballot(wood, state="draft", title="Not yet")
    url = reverse("decisions:ballots", args=[wood.cluster.pk])
    client = client_of(wood, "birch")
    page = client.get(url).content.decode()
    assert page.index("Shall we?") < page.index("Which first?")
    assert "Not yet" not in page
    assert "Not yet" in client_of(wood, "ash").get(url).content.decode()
    assert "Which first?" not in client.get(url, {"q": "shall"}).content.decode()
    assert "Shall we?" not in client.get(url, {"state": "closed"}).content.decode()
    file = client.get(url, {"format": "csv"}).content.decode("utf-8-sig")
    assert "Which first?" in file
    assert "Chosen" in file


def test_when_voting_closes_stands_in_a_calendar(wood: Wood) -> None:
    ballot = an_open_one(wood)
    a_ballot(wood, state="draft", title="Not yet")
    url = reverse("decisions:ballots-calendar", args=[wood.cluster.pk])
    (event,) = Calendar.from_ical(client_of(wood, "ash").get(url).content).walk("VEVENT")
    assert event["summary"] == "Voting closes: What shall we share first?"
    assert event.end == ballot.closes_at.replace(microsecond=0)


def test_drafts_are_asked_of_those_who_write_and_open_them(wood: Wood) -> None:
    a_draft(wood, "approve", ["A", "B"], by="birch", title="Ready?")
    a_draft(wood, "approve", ["A"], by="birch", title="Half written?")

    def asked(who: str) -> list[str]:
        found = asked_of(wood.actor(who), timezone.now())
        return [one.what for one in found if "the ballot" in one.what]

    assert asked("ash") == ["Look over the ballot “Ready?”, and open it"]
    assert asked("birch") == ["Go on writing the ballot “Half written?”"]
    assert asked("willow") == []


def test_the_cluster_waits_for_its_voters(wood: Wood) -> None:
    an_open_one(wood, title="Shall we?")
    page = client_of(wood, "ash").get(reverse("clusters:cluster", args=[wood.cluster.pk]))
    assert "vote on “Shall we?” by" in page.content.decode()


def test_it_can_be_about_an_agreement_and_held_at_a_meeting(wood: Wood) -> None:
    version = a_draft_agreement(wood)
    soon, past = timezone.now() + WEEK, timezone.now() - WEEK
    meeting = a_meeting(wood, starts_at=soon, ends_at=soon + timedelta(hours=2))
    a_meeting(wood, starts_at=past, ends_at=past + timedelta(hours=2), title="Long ago")
    ballot = a_draft(wood, "consent")
    client, url = client_of(wood, "ash"), address(ballot, "edit_ballot")
    page = client.get(url)
    assert "Long ago" not in page.content.decode()
    client.post(
        url,
        {
            "title": "Shall we sign?", "way": "consent", "reasons": "needed", "show": "after_vote",
            "about_version": version.pk, "meeting": meeting.pk, "version": ballot.version,
        },
    )  # fmt: skip
    ballot.refresh_from_db()
    assert (ballot.about_version, ballot.meeting) == (version, meeting)
    assert "Ground rules" in page_of(wood, "ash", ballot)
    own = a_draft(wood, "consent", by="birch")
    fields = client_of(wood, "birch").get(address(own, "edit_ballot")).context["form"].fields
    assert "about_version" not in fields
