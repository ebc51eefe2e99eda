"""A mandate ends: at once, with its deputies, and not the last one by accident."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register import api
from spinney.register.actions.mandates import end_mandate
from tests.register.acting import (
    as_actor,
    book_of,
    browser_of,
    last_entry,
    mails,
    mandate,
    now,
    someone,
    today,
)


@pytest.fixture
def fern(wood):
    return mandate(someone("Fern"), wood.organisations["birch"])


def test_it_ends_at_once(wood, fern):
    end_mandate(mandate=fern, reason="She moved to Leeds.", by=wood.birch, now=now())
    assert not api.may_represent(fern.person_id, fern.organisation_id, today())
    assert as_actor(fern.person).organisation_id is None
    entry = last_entry(book_of(fern.organisation))
    assert (entry.verb, entry.detail["reason"]) == ("register.end_mandate", "She moved to Leeds.")
    (mail,) = mails("fern@example.org")
    assert "She moved to Leeds." in mail.body


def test_its_deputies_end_with_it(wood, fern):
    deputy = mandate(someone("Ivy"), fern.organisation, deputy_for=fern)
    end_mandate(mandate=fern, by=wood.birch, now=now())
    assert not api.may_represent(deputy.person_id, fern.organisation_id, today())
    assert last_entry(book_of(fern.organisation)).detail["deputies"] == [deputy.person.label]


def test_the_last_representative_is_warned_and_may_insist(wood):
    last = wood.organisations["birch"].mandates.get()
    with pytest.raises(WrongState, match="Ask a colleague to take over first"):
        end_mandate(mandate=last, by=wood.birch, now=now())
    end_mandate(mandate=last, leave_empty=True, by=wood.birch, now=now())
    assert api.unrepresented([last.organisation_id], today()) == {last.organisation_id}


def test_a_deputy_does_not_count_as_somebody_who_stays(wood):
    last = wood.organisations["birch"].mandates.get()
    mandate(someone("Ivy"), last.organisation, deputy_for=last)
    with pytest.raises(WrongState):
        end_mandate(mandate=last, by=wood.birch, now=now())


def test_the_page_warns_and_offers_to_hand_over(wood):
    last = wood.organisations["birch"].mandates.get()
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{last.organisation_id}/people/{last.pk}/end/"
    text = client.get(page).content.decode()
    assert "Nobody else represents Birch House" in text
    assert f"/organisations/{last.organisation_id}/people/ask/" in text
    assert client.post(page, {"reason": "Tired"}).status_code == 200
    last.refresh_from_db()
    assert last.ended_early_at is None
    assert client.post(page, {"reason": "", "leave_empty": "on"}).status_code == 302
    last.refresh_from_db()
    assert last.ended_early_at is not None


def test_everybody_may_give_up_her_own(wood, fern):
    keeper = mandate(someone("Rose"), fern.organisation, may_represent=False, may_hold_data=True)
    by = as_actor(keeper.person, fern.organisation)
    end_mandate(mandate=keeper, by=by, now=now())
    with pytest.raises(NotAllowed, match="You cannot change or end"):
        end_mandate(mandate=fern, by=by, now=now())


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel", "cedar"])
def test_others_may_not(wood, fern, name):
    with pytest.raises(NotAllowed):
        end_mandate(mandate=fern, by=wood.actor(name), now=now())
