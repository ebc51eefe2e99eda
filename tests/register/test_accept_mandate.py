"""Whoever was asked agrees, with the link or signed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.record.timeline import timeline
from spinney.register import api
from spinney.register.actions.mandates import change_mandate, end_mandate
from spinney.register.actions.offers import accept_mandate
from spinney.register.models import Mandate, MandateOffer
from spinney.register.policies.people import Term
from spinney.register.states import OfferState
from tests.register.acting import (
    as_actor,
    book_of,
    browser_of,
    days,
    from_today,
    guest_for,
    last_entry,
    link_in,
    mails,
    mandate,
    now,
    powers,
    someone,
    today,
)
from tests.register.test_offer_mandate import offer


def test_by_link_without_an_account(wood):
    made = offer(wood)
    client = Client()
    path = link_in(mails("fern@example.org")[0])
    assert not client.cookies
    response = client.post(path, {"name": "Fern Wood"})
    assert "You now act for Birch House" in response.content.decode()
    fern = Person.objects.get(email="fern@example.org")
    assert fern.name == "Fern Wood"
    held = Mandate.objects.get(person=fern)
    assert (held.may_represent, held.may_sign, held.post) == (True, False, "Treasurer")
    assert held.given_by == wood.birch.label
    made.refresh_from_db()
    assert (made.state, made.mandate) == (OfferState.ACCEPTED, held)
    assert not client.cookies


def test_the_link_works_once(wood, client):
    offer(wood)
    path = link_in(mails("fern@example.org")[0])
    client.post(path, {"name": "Fern Wood"})
    assert client.post(path, {"name": "Fern Wood"}).status_code == 410
    assert Mandate.objects.filter(person__email="fern@example.org").count() == 1


def test_whoever_asked_is_told(wood):
    made = offer(wood)
    accept_mandate(
        offer=made, name="Fern Wood", by=guest_for(made, "register.accept_mandate"), now=now()
    )
    assert "Fern Wood will act for Birch House" in mails("birch@example.org")[-1].subject
    entry = last_entry(book_of(made.organisation))
    assert entry.verb == "register.accept_mandate"
    assert [t.text for t in timeline([entry])] == ["Fern Wood agreed to act for us."]


def test_signed_in_on_home(wood):
    made = offer(wood, email="elm@example.org")
    client = browser_of(wood.people["elm"])
    assert "Will you act for Birch House" in client.get("/my-organisations/").content.decode()
    assert client.get(f"/offers/{made.pk}/").status_code == 200
    assert client.post(f"/offers/{made.pk}/", {"name": "Elm"}).status_code == 302
    assert api.may_represent(wood.people["elm"].pk, made.organisation_id, today())


def test_nobody_takes_somebody_elses_offer(wood):
    made = offer(wood)
    with pytest.raises(NotFound):
        accept_mandate(offer=made, by=wood.elm, now=now())
    assert browser_of(wood.people["elm"]).get(f"/offers/{made.pk}/").status_code == 404


def test_a_link_for_one_offer_opens_no_other(wood):
    first = offer(wood)
    second = offer(wood, email="ivy@example.org")
    guest = guest_for(first, "register.accept_mandate")
    with pytest.raises(NotAllowed):
        accept_mandate(offer=second, by=guest, now=now())
    with pytest.raises(NotAllowed):
        accept_mandate(offer=first, by=Actor.nobody(), now=now())


def test_a_settled_offer_stays_settled(wood):
    made = offer(wood)
    guest = guest_for(made, "register.accept_mandate")
    accept_mandate(offer=made, name="Fern", by=guest, now=now())
    with pytest.raises(WrongState, match="settled already"):
        accept_mandate(offer=made, name="Fern", by=guest, now=now())


def test_agreed_late_it_begins_on_that_day(wood):
    made = offer(wood, term=Term(days(1), days(40)))
    MandateOffer.objects.filter(pk=made.pk).update(starts_on=days(-6))
    guest = guest_for(made, "register.accept_mandate")
    assert accept_mandate(offer=made, by=guest, now=now()).starts_on == today()


def test_a_deputy_of_somebody_who_stopped_cannot_begin(wood):
    principal = mandate(someone("Ivy"), wood.organisations["birch"], may_vote=True)
    made = offer(wood, term=from_today(deputy_for=principal))
    end_mandate(mandate=principal, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="no longer acts"):
        accept_mandate(offer=made, by=guest_for(made, "register.accept_mandate"), now=now())


def test_a_deputy_of_somebody_whose_mandate_was_changed_stands_in_for_the_new_one(wood):
    principal = mandate(someone("Ivy"), wood.organisations["birch"], may_vote=True)
    made = offer(wood, term=from_today(deputy_for=principal))
    changed = change_mandate(
        mandate=principal,
        powers=powers("represent", "vote"),
        term=from_today(),
        by=wood.birch,
        now=now(),
    )
    held = accept_mandate(offer=made, by=guest_for(made, "register.accept_mandate"), now=now())
    assert held.deputy_for == changed


def test_after_30_days_the_link_has_ended(wood, client):
    offer(wood)
    path = link_in(mails("fern@example.org")[0])
    TaskLink.objects.update(expires_at=now() - timedelta(minutes=1))
    assert client.get(path).status_code == 410


def test_she_always_sees_for_whom_she_acts(wood):
    made = offer(wood, email="sorrel@example.org")
    accept_mandate(offer=made, by=wood.sorrel, now=now())
    person = wood.people["sorrel"]
    assert as_actor(person, wood.organisations["birch"]).organisation_name == "Birch House"
    assert as_actor(person, wood.organisations["sorrel"]).organisation_name.startswith("Sorrel")


def test_a_link_whose_time_ran_out_can_be_sent_again_while_the_offer_stands(wood, client):
    made = offer(wood)
    path = link_in(mails("fern@example.org")[0])
    made_at, ended_at = now() - timedelta(days=31), now() - timedelta(days=1)
    TaskLink.objects.update(made_at=made_at, expires_at=ended_at)
    assert f"{path}new-link/" in client.get(path).content.decode()
    client.post(f"{path}new-link/")
    fresh = link_in(mails("fern@example.org")[-1])
    assert fresh != path
    assert client.post(fresh, {"name": "Fern Wood"}).status_code == 200
    made.refresh_from_db()
    assert made.state == OfferState.ACCEPTED
