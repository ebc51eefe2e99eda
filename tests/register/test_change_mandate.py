"""What somebody may do is changed from today; what held until then can still be told."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, WrongState
from spinney.register import api
from spinney.register.actions.mandates import change_mandate, end_mandate
from spinney.register.models import Mandate
from tests.register.acting import (
    as_actor,
    book_of,
    browser_of,
    days,
    from_today,
    last_entry,
    mails,
    mandate,
    now,
    powers,
    someone,
    today,
)


def change(wood, held: Mandate, what, by="birch", **term):
    return change_mandate(
        mandate=held,
        powers=what,
        term=from_today(deputy_for=held.deputy_for, **term),
        by=wood.actor(by),
        now=now(),
    )


@pytest.fixture
def fern(wood):
    return mandate(someone("Fern"), wood.organisations["birch"], may_vote=True)


def test_from_today_she_may_do_something_else(wood, fern):
    changed = change(wood, fern, powers("represent", "sign"), post="Treasurer")
    here = fern.organisation_id
    assert api.may_sign(fern.person_id, here, today())
    assert not api.may_vote(fern.person_id, here, today())
    assert changed.post == "Treasurer"
    assert api.may_vote(fern.person_id, here, days(-1))


def test_while_nobody_signs_whoever_represents_says_who_does(wood):
    birch = wood.organisations["birch"]
    Mandate.objects.filter(organisation=birch).update(may_sign=False)
    own = Mandate.objects.get(organisation=birch, person=wood.people["birch"])
    given = change(wood, own, powers("represent", "vote", "sign"))
    assert api.may_sign(own.person_id, birch.pk, today())
    # From then on it is given by whoever holds it.
    Mandate.objects.filter(pk=given.pk).update(may_sign=False)
    fern = mandate(someone("Fern"), birch, may_sign=True, starts_on=days(5))
    held = Mandate.objects.get(pk=given.pk)
    with pytest.raises(NotAllowed, match="because you do not hold it"):
        change(wood, held, powers("represent", "vote", "sign"))
    assert fern.may_sign


def test_the_history_is_kept_and_she_is_told(wood, fern):
    changed = change(wood, fern, powers("represent"))
    fern.refresh_from_db()
    assert fern.replaced_by == changed
    entry = last_entry(book_of(fern.organisation))
    assert entry.verb == "register.change_mandate"
    assert entry.detail["before"]["powers"] == "represent and vote"
    assert entry.detail["after"]["powers"] == "represent"
    (mail,) = mails("fern@example.org")
    assert "Until now you could represent and vote." in mail.body.replace("\n", " ")


def test_two_who_change_the_same_one_the_second_is_told_what_changed(wood, fern):
    change(wood, fern, powers("represent", "sign"))
    with pytest.raises(ChangedMeanwhile) as told:
        change(wood, fern, powers("represent"))
    assert told.value.changes["what she may do"] == (
        "represent and vote",
        "represent and sign",
    )


def test_the_page_tells_it_and_keeps_what_was_typed(wood, fern):
    page = f"/organisations/{fern.organisation_id}/people/{fern.pk}/change/"
    client = browser_of(wood.people["birch"])
    assert client.get(page).status_code == 200
    change(wood, fern, powers("represent", "sign"))
    typed = {"post": "Treasurer of note", "powers": ["may_represent"]}
    response = client.post(page, typed)
    assert response.status_code == 200
    text = response.content.decode()
    assert "Somebody else changed this mandate" in text
    assert "Treasurer of note" in text


def test_deputies_stand_in_for_the_changed_one(wood, fern):
    deputy = mandate(someone("Ivy"), fern.organisation, deputy_for=fern)
    changed = change(wood, fern, powers("represent"))
    deputy.refresh_from_db()
    assert deputy.deputy_for == changed


def test_the_last_representative_stays_one(wood):
    held = wood.organisations["birch"].mandates.get()
    with pytest.raises(WrongState, match="Nobody else represents"):
        change(wood, held, powers("vote"))


def test_what_ended_is_not_changed(wood, fern):
    end_mandate(mandate=fern, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="ended on"):
        change(wood, fern, powers("represent"))


def test_nobody_changes_one_that_gives_more_than_she_holds(wood, fern):
    by = as_actor(fern.person, fern.organisation)
    director = fern.organisation.mandates.exclude(pk=fern.pk).get()
    with pytest.raises(NotAllowed, match="change or end"):
        change_mandate(
            mandate=director, powers=powers("represent"), term=from_today(), by=by, now=now()
        )


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, fern, name):
    with pytest.raises(NotAllowed):
        change(wood, fern, powers("represent"), by=name)
