"""What Home asks of members, invitees and facilitators, and the clusters' cards there."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.web.home_cards import cards_of
from spinney.clusters.models import Invitation, StageMove
from tests.access import client_of
from tests.clusters.cases import asked, asks_for, joined, shown, today
from tests.clusters.inviting import an_invitation


def asks(wood, name):
    """What this part of the room asks; other parts (profiles, stages) have tests of their own."""
    found = asked_of(wood.actor(name), timezone.now())
    return [ask for ask in found if ask.cluster and "stage" not in ask.url]


def whats(wood, name):
    return [ask.what for ask in asks(wood, name)]


def cards(wood, name):
    """The clusters among what Home shows as hers."""
    found = cards_of(wood.actor(name), timezone.now())
    return [card for card in found if card.scope.kind == "cluster"]


def test_an_invitation_waits_for_the_person_and_for_her_organisation(wood):
    an_invitation(wood, email="elm@example.org")
    an_invitation(wood, organisation=wood.organisations["sorrel"], email="office@example.org")
    (to_elm,) = asks(wood, "elm")
    assert to_elm.what == "Answer the invitation to join The Spinney"
    assert (to_elm.minutes, to_elm.by_when) == (3, today() + timedelta(days=14))
    assert client_of(wood, "elm").get(to_elm.url).status_code == 200
    assert whats(wood, "sorrel") == ["Answer the invitation to join The Spinney"]
    assert whats(wood, "birch") == []


def test_facilitators_decide_and_chase_late_answers(wood):
    asked(wood)
    invitation = an_invitation(wood)
    assert whats(wood, "ash") == ["Decide whether Elder Row Gardeners joins"]
    Invitation.objects.filter(pk=invitation.pk).update(answer_by=today() - timedelta(days=1))
    assert "Hazel Hedge Arts has not answered: remind it, or withdraw the invitation" in whats(
        wood, "ash"
    )


def test_a_member_is_asked_for_what_is_missing_or_soon_will_be(wood):
    joined(wood)
    asks_for(wood.tiers["core"], "accounts", max_age_months=18)
    assert whats(wood, "birch") == [
        "Share evidence to be Core: Annual accounts or financial statement not older than 18 months"
    ]
    evidence = shown(wood, wood.organisations["birch"], expires_on=today() + timedelta(days=200))
    assert whats(wood, "birch") == []
    evidence.expires_on = today() + timedelta(days=20)
    evidence.save()
    (ask,) = asks(wood, "birch")
    assert ask.what.startswith("Share something newer to stay Core after ")
    assert ask.by_when == today() + timedelta(days=21)


def test_cards_with_a_stage_line(wood):
    StageMove.objects.create(
        cluster=wood.cluster, stage=wood.programme.stages.first(), entered_on=today(), moved_by="t"
    )
    (card,) = cards(wood, "birch")
    assert card.name == "The Spinney"
    assert card.line.startswith("Finding out, since ")
    assert [stage.state for stage in card.stages] == ["now", *["to come"] * 4]
    assert card.caption == "For Birch House"
    (helped,) = cards(wood, "ash")
    assert helped.caption == "You are facilitator"
