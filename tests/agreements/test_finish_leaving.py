"""The day of leaving comes: it is no party any more; the record and what was agreed stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.coming_into_force import bind_party
from spinney.agreements.actions.leaving import finish_leaving, give_notice
from spinney.agreements.events.life import agreement_ended, party_left
from spinney.agreements.models import Duty, Leaving
from spinney.agreements.states import SpeaksFor
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.life import NOW, TODAY, a_leaver, heard, party_of, sign, variation

pytestmark = pytest.mark.django_db
SHARED = {
    "data_shared": [
        {
            "purpose": "referrals", "fields": ["register.contact"], "givers": "parties",
            "recipients": "parties", "lawful_basis": "not_personal", "special": "none",
            "retention_months": 6,
        }
    ]
}  # fmt: skip
DAY = TODAY + timedelta(days=28)


def on_the_day(days=28):
    return NOW + timedelta(days=days)


def leaves(wood, agreement, whose="birch"):
    return give_notice(party=party_of(agreement, whose), by=wood.actor("ash"), now=NOW)


def test_once_by_itself_on_its_day(wood):
    agreement = a_leaver(wood)
    leaving = leaves(wood, agreement)
    with heard(party_left) as news:
        keep_agreements_true(on_the_day(27))
        assert news == []
        keep_agreements_true(on_the_day())
        keep_agreements_true(on_the_day(29))
    leaving.refresh_from_db()
    assert leaving.state == "left"
    assert leaving.belonged_from == date(2026, 2, 1)
    assert [said["on"] for _, said in news] == [DAY]


def test_what_nobody_settled_is_listed_and_stays_to_be_done(wood):
    agreement = a_leaver(wood)
    Duty.objects.create(
        agreement=agreement, kind="report", title="Report", due_on=date(2026, 6, 1),
        organisation=wood.organisations["birch"],
    )  # fmt: skip
    leaves(wood, agreement)
    keep_agreements_true(on_the_day())
    assert [one["how"] for one in Leaving.objects.get().settled] == ["open"]
    assert Duty.objects.get().state == "open"


def test_what_it_shared_gets_its_day_of_deletion(wood):
    agreement = a_leaver(wood, terms=SHARED)
    leaves(wood, agreement)
    keep_agreements_true(on_the_day())
    duty = Duty.objects.get(kind="retention")
    assert duty.due_on == date(2026, 10, 16)
    assert "Birch House has left" in duty.title


def test_an_agreement_of_two_ends_with_the_first_that_leaves(wood):
    agreement = a_leaver(wood, speaks_for=SpeaksFor.PARTIES)
    leaves(wood, agreement)
    with heard(agreement_ended) as news:
        keep_agreements_true(on_the_day())
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == ("ended", DAY)
    assert len(news) == 1


def test_the_rules_of_a_cluster_hold_as_long_as_one_is_left(wood):
    agreement = a_leaver(wood)
    leaves(wood, agreement)
    keep_agreements_true(on_the_day())
    agreement.refresh_from_db()
    assert agreement.state == "agreed"


def test_a_variation_that_is_out_does_not_wait_for_it(wood):
    agreement = a_leaver(wood)
    new = sign(variation(agreement, terms={"quorum": {"at_least": 3}}), ["maple"], complete=False)
    leaves(wood, agreement)
    keep_agreements_true(on_the_day())
    new.refresh_from_db()
    asked = new.signings.get().asked.get(party__organisation__name="Birch House")
    assert asked.state == "not_needed"


def test_it_can_join_again_later(wood):
    agreement = a_leaver(wood)
    leaves(wood, agreement)
    keep_agreements_true(on_the_day())
    party = bind_party(
        party=party_of(agreement, "birch"), by=Actor.system("accession"), now=on_the_day(100)
    )
    assert party.belongs(TODAY + timedelta(days=100))
    assert not party.belongs(DAY)
    kept = Leaving.objects.get()
    assert (kept.belonged_from, kept.leaves_on) == (date(2026, 2, 1), DAY)


def test_not_before_its_day_and_by_nobody(wood):
    leaving = leaves(wood, a_leaver(wood))
    with pytest.raises(WrongState):
        finish_leaving(leaving=leaving, by=Actor.system("leaving"), now=NOW)
    with pytest.raises(NotAllowed):
        finish_leaving(leaving=leaving, by=wood.ash, now=on_the_day())


def test_a_version_in_force_is_untouched(wood):
    agreement = a_leaver(wood)
    text = agreement.versions.get().text
    leaves(wood, agreement)
    keep_agreements_true(on_the_day())
    assert agreement.versions.get().text == text
