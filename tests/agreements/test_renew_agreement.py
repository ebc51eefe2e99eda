"""Renewal: the next version while it lasts, a new agreement once it is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.varying import renew_agreement
from spinney.base.kernel.errors import BadInput, WrongState
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, sign
from tests.agreements.making import an_agreement, another_member

pytestmark = pytest.mark.django_db
LAST = date(2026, 6, 30)
NEW_LAST = date(2027, 6, 30)


def lasting(wood, until=LAST):
    return an_agreement(wood, terms={"ends": until.isoformat()}, until=until)


def test_while_it_lasts_it_is_the_next_version_from_the_day_after(wood):
    agreement = lasting(wood)
    draft = renew_agreement(agreement=agreement, until=NEW_LAST, by=wood.ash, now=NOW)
    assert (draft.agreement_id, draft.number) == (agreement.pk, 2)
    assert draft.content["terms"] == {"ends": "2027-06-30"}
    assert draft.wanted_from == date(2026, 7, 1)
    assert draft.what_changed == "Renewed until 30 June 2027"
    new = put_in_force(version=sign(draft), by=wood.birch, now=NOW)
    assert (new.in_force_from, new.in_force_until) == (date(2026, 7, 1), NEW_LAST)
    assert agreement.versions.get(number=1).in_force_until == LAST


def test_without_a_last_day_it_lasts_until_it_is_ended(wood):
    draft = renew_agreement(agreement=lasting(wood), until=None, by=wood.ash, now=NOW)
    assert draft.content["terms"] == {}
    new = put_in_force(version=sign(draft), by=wood.birch, now=NOW)
    assert new.in_force_until is None


def test_signed_too_late_it_holds_from_that_day_and_the_gap_stays(wood):
    agreement = lasting(wood)
    draft = sign(renew_agreement(agreement=agreement, until=NEW_LAST, by=wood.ash, now=NOW))
    late = NOW.replace(month=7, day=10)
    new = put_in_force(version=draft, by=wood.birch, now=late)
    assert new.in_force_from == date(2026, 7, 10)
    assert agreement.versions.get(number=1).in_force_until == LAST
    agreement.refresh_from_db()
    assert agreement.state == "agreed"


def test_once_it_is_over_a_new_agreement_follows_with_those_who_were_left(wood):
    another_member(wood, "maple")
    until = TODAY - timedelta(days=5)
    agreement = an_agreement(wood, ["birch", "maple"], until=until)
    agreement.parties.filter(organisation__name="Maple House").update(left_on=date(2026, 3, 1))
    draft = renew_agreement(agreement=agreement, until=NEW_LAST, by=wood.ash, now=NOW)
    follower = draft.agreement
    assert follower.pk != agreement.pk
    assert (follower.renews, follower.state) == (agreement, "draft")
    assert [p.organisation.name for p in follower.parties.all()] == ["Birch House"]
    assert follower.parties.get().joined_on is None  # it signs anew


def test_a_day_before_the_end_is_refused(wood):
    with pytest.raises(BadInput, match="after 30 June 2026"):
        renew_agreement(agreement=lasting(wood), until=LAST, by=wood.ash, now=NOW)


def test_not_while_another_version_is_under_way(wood):
    agreement = lasting(wood)
    renew_agreement(agreement=agreement, until=NEW_LAST, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="being written"):
        renew_agreement(agreement=agreement, until=NEW_LAST, by=wood.ash, now=NOW)


def test_from_its_page(wood):
    agreement = lasting(wood, localdate() + timedelta(days=20))
    url = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/renew-agreement/"
    client = client_of(wood, "ash")
    assert b"This begins its next version" in client.get(url).content
    year = str(localdate().year + 2)
    sent = {"until_day": "30", "until_month": "6", "until_year": year, "why": ""}
    done = client.post(url, sent)
    assert done.status_code == 302, done.content.decode()
    assert agreement.versions.get(number=2).content["terms"]["ends"] == f"{year}-06-30"
