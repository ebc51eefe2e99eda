"""Whoever signs later is a party from that day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.coming_into_force import bind_party, put_in_force
from spinney.agreements.events.life import party_joined
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.agreements.life import NOW, TODAY, heard, signed_agreement
from tests.agreements.making import another_member

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("signing")


@pytest.fixture
def maple(wood):
    another_member(wood, "maple")
    agreement = signed_agreement(wood, ["birch", "maple"], signs=["birch"])
    put_in_force(version=agreement.versions.get(), by=wood.birch, now=NOW)
    return agreement.parties.get(organisation__name="Maple House")


def test_it_belongs_from_that_day(wood, maple):
    with heard(party_joined) as news:
        bound = bind_party(party=maple, by=SYSTEM, now=NOW + timedelta(days=4))
    assert bound.joined_on == date(2026, 3, 24)
    assert not bound.belongs(TODAY)
    assert bound.belongs(date(2026, 3, 24))
    assert news[0][1]["on"] == date(2026, 3, 24)
    detail = Entry.objects.get(verb="agreements.bind_party").detail
    assert (detail["organisation"], detail["joined_on"]) == ("Maple House", "2026-03-24")


def test_the_others_are_told_for_they_did_not_sign(wood, maple):
    bind_party(party=maple, by=SYSTEM, now=NOW)
    told = Message.objects.filter(subject__contains="Maple House joined")
    assert {m.person.name for m in told.select_related("person")} == {"Birch", "Maple", "Ash"}


def test_not_before_the_agreement_itself(wood, maple):
    maple.agreement.versions.update(in_force_from=date(2026, 6, 1))
    assert bind_party(party=maple, by=SYSTEM, now=NOW).joined_on == date(2026, 6, 1)


def test_nobody_does_it_by_hand(wood, maple):
    with pytest.raises(NotAllowed):
        bind_party(party=maple, by=wood.ash, now=NOW)
