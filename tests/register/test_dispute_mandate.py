"""The address on the register objects to somebody who now acts for the organisation."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register import api
from spinney.register.actions.mandates import dispute_mandate, end_mandate, give_mandate
from spinney.register.models import Mandate
from tests.register.acting import (
    as_actor,
    book_of,
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
from tests.register.test_claim_organisation import BY_FACILITATOR, claim, on_the_register
from tests.register.test_confirm_claim import confirm

OFFICE = "office@elder.example.org"


def given(wood, by="hazel", to=None, organisation=None) -> Mandate:
    return give_mandate(
        organisation=organisation or on_the_register(),
        person=to or someone("Fern"),
        powers=powers("represent"),
        term=from_today(post="Chair"),
        by=wood.actor(by),
        now=now(),
    )


def test_the_first_who_acts_for_it_is_made_known_there(wood):
    given(wood)
    (mail,) = mails(OFFICE)
    assert "Fern now acts for The Elder Tree: is that right?" in mail.subject
    assert "fern@example.org" in mail.body


def test_one_word_from_there_ends_it_at_once(wood, client):
    held = given(wood)
    path = link_in(mails(OFFICE)[0])
    assert client.get(path).status_code == 200
    assert "Answer the question “Why?”" in client.post(path, {"reason": ""}).content.decode()
    response = client.post(path, {"reason": "We do not know her."})
    assert "no longer acts for" in response.content.decode()
    assert not api.may_represent(held.person_id, held.organisation_id, today())
    assert "We do not know her." in mails("fern@example.org")[-1].body
    assert "We do not know her." in mails("hazel@example.org")[-1].body
    entry = last_entry(book_of(held.organisation))
    assert (entry.verb, entry.detail["reason"]) == (
        "register.dispute_mandate",
        "We do not know her.",
    )
    assert client.get(path).status_code == 410


def test_of_a_claim_that_somebody_else_confirmed_too(wood):
    made = claim(wood, on_the_register(), BY_FACILITATOR)
    confirm(made, wood.hazel)
    assert "Elm now acts for The Elder Tree" in mails(OFFICE)[-1].subject


def test_not_when_it_confirmed_it_itself(wood):
    made = claim(wood, on_the_register())
    before = len(mails(OFFICE))
    confirm(made, guest_for(made, "register.confirm_claim"))
    assert len(mails(OFFICE)) == before


def test_not_of_a_second_one_nor_where_there_is_no_such_address(wood):
    elder = on_the_register()
    mandate(someone("Ivy"), elder)
    given(wood, organisation=elder)
    given(wood, to=someone("Oak"), organisation=on_the_register(source="entered here"))
    assert mails(OFFICE) == []


def test_a_changed_mandate_is_meant_as_it_is_now_and_deputies_end_too(wood):
    held = given(wood)
    changed = mandate(held.person, held.organisation)
    deputy = mandate(someone("Ivy"), held.organisation, deputy_for=changed)
    held.replaced_by, held.ended_early_at = changed, now()
    held.save()
    guest = guest_for(held, "register.dispute_mandate")
    dispute_mandate(mandate=held, reason="No.", by=guest, now=now())
    for person_id in (held.person_id, deputy.person_id):
        assert not api.may_represent(person_id, held.organisation_id, today())


def test_what_ended_needs_no_objection(wood):
    held = given(wood)
    end_mandate(mandate=held, leave_empty=True, by=wood.hazel, now=now())
    guest = guest_for(held, "register.dispute_mandate")
    with pytest.raises(WrongState):
        dispute_mandate(mandate=held, reason="No.", by=guest, now=now())


@pytest.mark.parametrize("name", ["hazel", "ash", "elm", "birch"])
def test_only_with_the_link(wood, name):
    held = given(wood)
    with pytest.raises(NotAllowed):
        dispute_mandate(mandate=held, reason="No.", by=wood.actor(name), now=now())
    other = given(wood, to=someone("Oak"), organisation=on_the_register(name="Another"))
    guest = guest_for(other, "register.dispute_mandate")
    with pytest.raises(NotAllowed):
        dispute_mandate(mandate=held, reason="No.", by=guest, now=now())
    assert as_actor(held.person).organisation_id == held.organisation_id
