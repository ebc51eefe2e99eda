"""The last signature is there: dates, parties, news and the record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.events.life import agreement_in_force, party_joined, terms_changed
from spinney.agreements.models import Agreement, Revocation, Version
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.agreements.life import NOW, TODAY, heard, sign, signed_agreement, variation
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db


def in_force(wood, version: Version, now=NOW) -> Version:
    return put_in_force(version=version, by=wood.birch, now=now)


def test_it_holds_from_today_and_its_parties_belong(wood):
    agreement = signed_agreement(wood, terms={"quorum": {"members": 3}})
    with heard(agreement_in_force, party_joined, terms_changed) as news:
        version = in_force(wood, agreement.versions.get())
    assert (version.in_force_from, version.in_force_until) == (TODAY, None)
    assert version.is_in_force(TODAY)
    assert not version.is_in_force(TODAY - timedelta(days=1))
    agreement.refresh_from_db()
    assert agreement.state == "agreed"
    assert agreement.parties.get().joined_on == TODAY
    assert [name for name, _ in news] == ["party_joined", "agreement_in_force", "terms_changed"]
    assert news[2][1]["keys"] == ("quorum",)


def test_it_is_recorded_with_its_days_and_its_terms(wood):
    agreement = signed_agreement(wood, terms={"quorum": {"members": 3}})
    in_force(wood, agreement.versions.get())
    detail = Entry.objects.get(verb="agreements.put_in_force").detail
    assert detail["from"] == "2026-03-20"
    assert detail["until"] is None
    assert detail["terms"] == {"quorum": {"members": 3}}
    assert detail["joined"] == [str(wood.organisations["birch"].uid)]


def test_not_before_everybody_who_is_needed_has_signed(wood):
    agreement = signed_agreement(wood, complete=False)
    with pytest.raises(WrongState, match="Not everybody"):
        in_force(wood, agreement.versions.get())


def test_never_twice(wood):
    agreement = signed_agreement(wood)
    version = in_force(wood, agreement.versions.get())
    with pytest.raises(WrongState, match="Signed"):
        in_force(wood, version)


def test_whoever_has_not_signed_is_no_party(wood):
    from tests.agreements.making import another_member

    another_member(wood, "maple")
    agreement = signed_agreement(wood, ["birch", "maple"], signs=["birch"])
    in_force(wood, agreement.versions.get())
    joined = {p.organisation.name: p.joined_on for p in agreement.parties.all()}
    assert joined == {"Birch House": TODAY, "Maple House": None}


def test_a_variation_ends_the_version_before_on_the_day_before(wood):
    agreement = signed_agreement(wood)
    first = in_force(wood, agreement.versions.get())
    new = sign(variation(agreement, terms={"quorum": {"members": 4}}, wanted=date(2026, 5, 1)))
    with heard(agreement_in_force, terms_changed) as news:
        new = in_force(wood, new, NOW + timedelta(days=9))
    first.refresh_from_db()
    assert first.in_force_until == date(2026, 4, 30)
    assert new.in_force_from == date(2026, 5, 1)
    assert news == []  # its day has not come
    assert first.is_in_force(date(2026, 4, 30))
    assert not first.is_in_force(date(2026, 5, 1))


def test_a_day_wanted_in_the_past_is_not_taken(wood):
    agreement = signed_agreement(wood)
    agreement.versions.update(wanted_from=date(2026, 1, 1))
    assert in_force(wood, agreement.versions.get()).in_force_from == TODAY


def test_what_was_signed_elsewhere_holds_from_its_own_day_for_all_its_parties(wood):
    agreement = signed_agreement(wood, complete=False, signs=[])
    Agreement.objects.update(signed_elsewhere=True)
    agreement.versions.update(wanted_from=date(2024, 6, 1))
    version = in_force(wood, agreement.versions.get())
    assert version.in_force_from == date(2024, 6, 1)
    assert agreement.parties.get().joined_on == date(2024, 6, 1)
    letter = Message.objects.filter(subject__contains="is signed").first()
    assert "has been in force since 1 June 2024" in " ".join(letter.body.split())


def test_what_was_taken_back_stays_so_under_the_agreement_that_follows(wood):
    before = an_agreement(wood, ["birch"], until=date(2026, 3, 1))
    birch = wood.organisations["birch"]
    kept = {"agreement": before, "organisation": birch, "at": NOW, "by": "person:1"}
    Revocation.objects.create(**kept, field="agreements.contact_phone", purpose="referrals")
    Revocation.objects.create(**kept, field="register.places", lifted_at=NOW)
    after = signed_agreement(wood)
    Agreement.objects.filter(pk=after.pk).update(renews=before)
    in_force(wood, after.versions.get())
    (taken,) = Revocation.objects.filter(agreement=after)
    assert (taken.organisation, taken.field, taken.purpose) == (
        birch, "agreements.contact_phone", "referrals",
    )  # fmt: skip
