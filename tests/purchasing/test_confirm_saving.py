"""The member's own word: by whom, never by whoever claimed it, signed in or by link."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.asks import asked_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.clusters.models import Facilitator
from spinney.purchasing.actions.savings import claim_saving, confirm_saving
from spinney.purchasing.letters.savings import CONFIRM, errand_of
from spinney.register.models import Mandate
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed, said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(actor):
    return [one.what for one in asked_of(actor, NOON) if "saving" in one.what]


def test_by_the_member_once_and_asked_of_it_alone(wood):
    another_member(wood, "maple")
    saving = claimed(wood)
    assert asked(wood.birch) == ["Is the saving “Cheaper phones” right?"]
    assert asked(wood.actor("maple")) == asked(wood.ash) == []
    for who in ("maple", "ash", "rowan"):
        with pytest.raises(NotAllowed):
            confirm_saving(saving=saving, by=wood.actor(who), now=NOON)
    done = confirm_saving(saving=saving, by=wood.birch, now=NOON)
    assert (done.state, done.confirmed_by) == ("confirmed", wood.birch.label)
    assert asked(wood.birch) == []
    with pytest.raises(WrongState):
        confirm_saving(saving=saving, by=wood.birch, now=NOON)


def both_parts(wood):
    """Ash, who facilitates, also represents a member: she claims for it as facilitator."""
    maple = another_member(wood, "Maple Centre")
    Mandate.objects.create(
        organisation=maple, person=wood.people["ash"], post="Trustee", may_represent=True,
        starts_on=date(2026, 1, 1), given_by="system:test", given_at=NOON,
    )  # fmt: skip
    return maple


def test_whoever_claimed_it_for_the_member_cannot_whatever_hat_she_wears(wood):
    saving = claimed(wood)
    Mandate.objects.create(
        organisation=wood.organisations["birch"], person=wood.people["ash"], post="Trustee",
        may_represent=True, starts_on=date(2026, 1, 1), given_by="system:test", given_at=NOON,
    )  # fmt: skip
    assert Facilitator.objects.filter(person=wood.people["ash"]).exists()
    with pytest.raises(NotAllowed, match="somebody else of Birch House"):
        confirm_saving(saving=saving, by=wood.ash, now=NOON)
    _, secret = links.issue(
        errand_of(saving), by=wood.rowan, now=timezone.now(), person=wood.people["ash"],
        expires_at=links.in_days(timezone.now(), 5), organisation_id=saving.organisation_id,
    )  # fmt: skip
    assert Client().post(f"/do/{secret}/").status_code == 403
    saving.refresh_from_db()
    assert saving.state == "claimed"


def link_for(wood, saving):
    TaskLink.objects.all().delete()
    now = timezone.now()
    _, secret = links.issue(
        errand_of(saving), by=wood.ash, now=now, person=wood.people["birch"],
        expires_at=links.in_days(now, 5), organisation_id=saving.organisation_id,
    )  # fmt: skip
    return f"/do/{secret}/"


def test_by_link_looking_is_no_answer_and_yes_is_said_once(wood):
    saving = claimed(wood)
    client, url = Client(), link_for(wood, saving)
    page = client.get(url).content.decode()
    assert "£300" in page
    saving.refresh_from_db()
    assert saving.state == "claimed"
    assert "You confirmed it" in client.post(url).content.decode()
    saving.refresh_from_db()
    assert (saving.state, TaskLink.objects.get().used_at is not None) == ("confirmed", True)
    assert client.get(url).status_code == 410


def test_by_link_no_needs_a_word_why(wood):
    saving = claimed(wood)
    client, url = Client(), f"{link_for(wood, saving)}no/"
    assert client.post(url, {"why": ""}).context["form"].errors
    assert "not right" in client.post(url, {"why": "We still pay it."}).content.decode()
    saving.refresh_from_db()
    assert (saving.state, saving.ended_why) == ("refused", "We still pay it.")


def test_a_link_is_for_its_saving_alone_and_ends_when_it_is_answered_elsewhere(wood):
    saving = claimed(wood)
    other = claimed(wood, title="Water", category="water")
    url = link_for(wood, saving)
    guest = links.actor_of(TaskLink.objects.get())
    with pytest.raises(NotFound):
        confirm_saving(saving=other, by=guest, now=NOON)
    assert TaskLink.objects.get().verb == CONFIRM
    confirm_saving(saving=saving, by=wood.birch, now=NOON)
    assert Client().get(url).status_code == 410


def test_from_its_page(wood):
    saving = claimed(wood)
    client = client_of(wood, "birch")
    page = reverse("purchasing:saving", args=[wood.cluster.pk, saving.pk])
    assert b"Yes, it is right" in client.get(page).content
    assert b"Yes, it is right" not in client_of(wood, "ash").get(page).content
    url = reverse("purchasing:confirm-saving", args=[wood.cluster.pk, saving.pk])
    assert "counts in the ledger" in client.post(url, follow=True).content.decode()


def test_an_own_claim_needs_no_second_word(wood):
    maple = both_parts(wood)
    own = claim_saving(cluster=wood.cluster, organisation=maple, said=said(), by=wood.ash, now=NOON)
    assert own.state == "confirmed"
