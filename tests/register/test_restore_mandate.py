"""A mandate that ended by mistake is put back within 30 days, with its deputies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register import api
from spinney.register.actions.mandates import change_mandate, end_mandate, restore_mandate
from tests.register.acting import (
    as_actor,
    book_of,
    browser_of,
    from_today,
    last_entry,
    mandate,
    now,
    powers,
    someone,
    today,
)


@pytest.fixture
def fern(wood):
    return mandate(someone("Fern"), wood.organisations["birch"], may_sign=True)


def test_it_is_in_force_again_with_its_deputies(wood, fern):
    deputy = mandate(someone("Ivy"), fern.organisation, deputy_for=fern)
    end_mandate(mandate=fern, by=wood.birch, now=now())
    restore_mandate(mandate=fern, by=wood.birch, now=now())
    for person_id in (fern.person_id, deputy.person_id):
        assert api.may_represent(person_id, fern.organisation_id, today())
    assert last_entry(book_of(fern.organisation)).verb == "register.restore_mandate"


def test_by_page_where_what_was_before_is_listed(wood, fern):
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{fern.organisation_id}/people/"
    response = client.post(f"{page}{fern.pk}/end/", {"reason": "Away."}, follow=True)
    restore = f"{page}{fern.pk}/restore/"
    assert restore in response.content.decode()
    assert "acts for Birch House again" in client.post(restore, follow=True).content.decode()
    assert restore not in client.get(page).content.decode()


def test_a_deputy_who_ended_before_stays_ended(wood, fern):
    deputy = mandate(someone("Ivy"), fern.organisation, deputy_for=fern)
    end_mandate(mandate=deputy, by=wood.birch, now=now() - timedelta(hours=1))
    end_mandate(mandate=fern, by=wood.birch, now=now())
    restore_mandate(mandate=fern, by=wood.birch, now=now())
    assert not api.may_represent(deputy.person_id, fern.organisation_id, today())


def test_after_30_days_it_is_given_anew(wood, fern):
    end_mandate(mandate=fern, by=wood.birch, now=now() - timedelta(days=31))
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_mandate(mandate=fern, by=wood.birch, now=now())


def test_what_did_not_end_or_was_changed_is_not_put_back(wood, fern):
    with pytest.raises(WrongState, match="did not end"):
        restore_mandate(mandate=fern, by=wood.birch, now=now())
    change_mandate(
        mandate=fern, powers=powers("represent"), term=from_today(), by=wood.birch, now=now()
    )
    with pytest.raises(WrongState, match="did not end"):
        restore_mandate(mandate=fern, by=wood.birch, now=now())


def test_only_by_somebody_who_could_give_it(wood, fern):
    end_mandate(mandate=fern, by=wood.birch, now=now())
    plain = someone("Maple")
    mandate(plain, fern.organisation)
    with pytest.raises(NotAllowed, match="You cannot give"):
        restore_mandate(mandate=fern, by=as_actor(plain, fern.organisation), now=now())
    with pytest.raises(NotAllowed):
        restore_mandate(mandate=fern, by=wood.elm, now=now())
