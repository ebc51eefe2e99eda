"""Inviting organisations: one, several, none twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, TooMany
from spinney.base.post.models import Message
from spinney.clusters.actions.invitations import invite
from spinney.clusters.models import Invitation
from spinney.clusters.queries.invitations import Guest
from spinney.register.models import Organisation
from tests.access import client_of
from tests.clusters.cases import asked, today
from tests.clusters.inviting import an_invitation, last_message


def send(wood, *guests, by="ash", days=14):
    return invite(
        cluster=wood.cluster,
        guests=guests,
        tier=wood.tiers["core"],
        message="We met in March.",
        answer_by=today() + timedelta(days=days),
        by=wood.actor(by),
        now=timezone.now(),
    )


def test_the_letter_obeys_the_rules_of_the_house(wood):
    invitation = an_invitation(wood, message="We met in March.")
    letter = last_message("arts@example.org")
    day = invitation.answer_by
    assert letter.subject == (
        f"Answer by {day:%a} {day.day} {day:%B}, 3 minutes: will Hazel Hedge Arts join The Spinney?"
    )
    assert "> We met in March." in letter.body
    assert "Ash, facilitator" in letter.body
    assert "say no" in letter.body
    assert letter.reply_to == "ash@example.org"


def test_all_or_none(wood):
    good, bad = Guest("Alder Advice", "a@example.org"), Guest("Birch House", "b@example.org")
    with pytest.raises(BadInput, match="Birch House belongs to The Spinney already"):
        send(wood, good, bad)
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("guest", "told"),
    [
        (Guest("hazel  hedge ARTS", "x@example.org"), "was invited on .* Remind it instead"),
        (Guest("Elder Row Gardeners", "x@example.org"), "has asked to join. Decide that"),
    ],
)
def test_duplicates_are_refused_with_a_clear_word(wood, guest, told):
    an_invitation(wood)
    asked(wood)
    with pytest.raises(BadInput, match=told):
        send(wood, guest)


def test_the_same_organisation_under_another_name_is_a_duplicate_too(wood):
    organisation = Organisation.objects.create(name="Alder Advice")
    an_invitation(wood, organisation=organisation)
    with pytest.raises(BadInput, match="was invited on"):
        send(wood, Guest("Alder", "y@example.org", organisation_id=organisation.pk))
    with pytest.raises(BadInput, match="stands in the list twice"):
        send(wood, Guest("Oak", "a@example.org"), Guest("OAK", "b@example.org"))


def test_there_must_be_time_to_answer(wood):
    with pytest.raises(BadInput) as told:
        send(wood, Guest("Oak", "a@example.org"), days=0)
    assert "answer_by" in told.value.fields


def test_not_more_than_can_be_meant(wood):
    with pytest.raises(TooMany, match="300 invitations a day"):
        send(wood, *(Guest(f"Oak {n}", f"a{n}@example.org") for n in range(301)))


@pytest.mark.parametrize(("by", "error"), [("birch", NotAllowed), ("elm", NotFound)])
def test_only_those_who_run_the_cluster(wood, by, error):
    with pytest.raises(error):
        send(wood, Guest("Oak", "a@example.org"), by=by)


def page(wood, **sent):
    day = today() + timedelta(days=10)
    given = {
        "tier": wood.tiers["core"].pk, "email": "arts@example.org", "message": "",
        "answer_by_day": day.day, "answer_by_month": day.month, "answer_by_year": day.year,
        **sent,
    }  # fmt: skip
    url = reverse("clusters:invite", args=[wood.cluster.pk])
    return client_of(wood, "ash").post(url, given)


def test_through_the_page_by_name(wood):
    assert page(wood, organisation_name="Hazel Hedge Arts").status_code == 302
    assert Invitation.objects.get().organisation is None


def test_through_the_page_from_the_register(wood):
    from spinney.register.bridge.search_index import reindex

    organisation = Organisation.objects.create(name="Alder Advice Centre", town="Whitmoor")
    reindex([organisation.pk])
    assert (
        page(
            wood, organisation=organisation.pk, organisation_text="Alder Advice Centre"
        ).status_code
        == 302
    )
    assert Invitation.objects.get().organisation == organisation


def test_through_the_page_one_of_the_two_is_needed(wood):
    answer = page(wood)
    assert "Say which organisation you invite." in answer.content.decode()
    again = page(wood, organisation_name="BIRCH HOUSE")
    assert "Birch House belongs to The Spinney already." in again.content.decode()
    assert 'value="arts@example.org"' in again.content.decode()


def test_one_that_the_register_has_is_not_entered_a_second_time(wood):
    Organisation.objects.create(name="Alder Advice", town="Whitmoor")
    told = page(wood, organisation_name="Alder Advice").content.decode()
    assert "“Alder Advice” is on the register (Whitmoor)." in told
    assert page(wood, organisation_name="Alder Advice of Eastmoor").status_code == 302


def test_a_name_with_a_web_address_is_not_mailed(wood):
    answer = page(wood, organisation_name="See https://evil.example.org")
    assert "Write it without a web address." in answer.content.decode()
    assert not Message.objects.exists()
