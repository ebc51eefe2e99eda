"""A new member joins an agreement in force: by a deed where it says so, else by a variation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.accession import start_accession
from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.models import Version
from spinney.agreements.queries.life import joiners_of, lacking
from spinney.agreements.queries.terms import terms
from spinney.agreements.states import SpeaksFor
from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, party_of, sign
from tests.agreements.making import an_agreement, another_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def maple(wood):
    made = another_member(wood, "maple")
    wood.memberships["maple"].joined_on = date(2026, 3, 1)
    wood.memberships["maple"].save()
    return made


def by_deed(wood, signs="nobody", **more):
    birch = str(wood.organisations["birch"].uid)
    said = {"by_deed": True, "signs_for_us": signs, "decides": "run"} | more
    stated = {"accession": said, "lead_body": birch, "quorum": {"at_least": 2}}
    return an_agreement(wood, terms=stated)


def start(wood, agreement, organisation, name="ash"):
    return start_accession(
        agreement=agreement, organisation=organisation, by=wood.actor(name), now=NOW
    )


def names_of(version: Version):
    return [one.organisation.name for one in version.agreement.parties.all()]


@pytest.mark.parametrize(
    ("signs", "parties"),
    [("nobody", ["Maple House"]), ("lead_body", ["Maple House", "Birch House"])],
)
def test_a_deed_of_the_joiner_and_whoever_signs_for_the_others(wood, maple, signs, parties):
    agreement = by_deed(wood, signs)
    version = start(wood, agreement, maple)
    deed = version.agreement
    assert (deed.kind, deed.deed_of, deed.speaks_for) == ("accession_deed", agreement, "parties")
    assert names_of(version) == parties
    assert version.content["answers"]["who_joins"] == "Maple House"
    assert "in force since 1 February 2026" in version.content["answers"]["which_agreement"]


def test_one_that_was_named_signs_it(wood, maple):
    elder = another_member(wood, "elder")
    agreement = by_deed(wood, "organisation", organisation=str(elder.uid))
    with pytest.raises(WrongState, match="not a party"):
        start(wood, agreement, maple)
    agreement.parties.create(organisation=elder, joined_on=date(2026, 2, 1))
    assert names_of(start(wood, agreement, maple)) == ["Maple House", "Elder House"]


def test_signed_it_is_a_party_and_nobody_else_signed_again(wood, maple):
    agreement = by_deed(wood)
    deed = sign(start(wood, agreement, maple))
    assert not agreement.parties.filter(organisation=maple).exists()
    put_in_force(version=deed, by=wood.ash, now=NOW)
    party = party_of(agreement, "maple")
    assert party.belongs(TODAY)
    assert not party.belongs(TODAY - timedelta(days=1))
    assert agreement.versions.count() == 1
    assert terms(wood.cluster, TODAY).quorum.at_least == 2  # the deed states nothing


def test_from_the_day_that_the_deed_names(wood, maple):
    agreement = by_deed(wood)
    version = start(wood, agreement, maple)
    version.content["answers"]["first_day"] = "2026-05-01"
    version.save()
    put_in_force(version=sign(version), by=wood.ash, now=NOW)
    assert party_of(agreement, "maple").joined_on == date(2026, 5, 1)


def test_without_such_a_term_all_sign_a_variation(wood, maple):
    agreement = an_agreement(wood)
    version = start(wood, agreement, maple)
    assert (version.agreement, version.number) == (agreement, 2)
    assert version.what_changed == "Maple House joins."
    assert party_of(agreement, "maple").joined_on is None
    put_in_force(version=sign(version), by=wood.ash, now=NOW)
    assert party_of(agreement, "maple").joined_on == TODAY


def test_not_twice_and_not_a_stranger(wood, maple):
    agreement = by_deed(wood)
    start(wood, agreement, maple)
    with pytest.raises(WrongState, match="begun already"):
        start(wood, agreement, maple)
    with pytest.raises(WrongState, match="is a party already"):
        start(wood, agreement, wood.organisations["birch"])
    with pytest.raises(WrongState, match="does not belong to the cluster"):
        start(wood, agreement, wood.organisations["sorrel"])


def test_whoever_left_can_join_again(wood, maple):
    agreement = by_deed(wood)
    agreement.parties.create(
        organisation=maple, joined_on=date(2026, 2, 1), left_on=date(2026, 3, 1)
    )
    put_in_force(version=sign(start(wood, agreement, maple)), by=wood.ash, now=NOW)
    assert party_of(agreement, "maple").belongs(TODAY)


def test_not_by_members(wood, maple):
    with pytest.raises(NotAllowed):
        start(wood, by_deed(wood), maple, "birch")


def test_those_who_run_it_are_led_to_new_members(wood, maple):
    agreement = by_deed(wood)
    assert lacking(wood.ash, TODAY) == [(agreement, 1)]
    assert [one.organisation_name for one in joiners_of(agreement, TODAY)] == ["Maple House"]
    assert any("Let 1 new member join" in ask.what for ask in asked_of(wood.ash, NOW))
    assert not any("new member" in ask.what for ask in asked_of(wood.birch, NOW))
    start(wood, agreement, maple)
    assert lacking(wood.ash, TODAY) == []
    assert joiners_of(agreement, TODAY) == []


def test_not_to_those_who_were_there_when_it_was_signed_without_them(wood, maple):
    wood.memberships["maple"].joined_on = date(2026, 1, 1)
    wood.memberships["maple"].save()
    agreement = by_deed(wood)
    assert lacking(wood.ash, TODAY) == []
    assert joiners_of(agreement, TODAY) == []


def test_not_for_what_is_its_parties_alone(wood, maple):
    agreement = by_deed(wood)
    agreement.speaks_for = SpeaksFor.PARTIES
    agreement.save()
    assert lacking(wood.ash, TODAY) == []


def test_home_asks_the_database_no_more_often_for_more_agreements(
    wood, maple, django_assert_num_queries
):
    by_deed(wood)
    by_deed(wood)
    ash = wood.ash
    with django_assert_num_queries(4):
        assert len(lacking(ash, TODAY)) == 2


def test_from_its_page(wood, maple):
    agreement = by_deed(wood)
    page = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/joiners/"
    client = client_of(wood, "ash")
    shown = client.get(page).content
    assert b"Begin its deed" in shown
    url = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/start-accession/{maple.pk}/"
    done = client.post(url)
    deed = agreement.deeds.get()
    assert done["Location"].endswith(f"/agreements/{deed.pk}/draft/")
    stranger = wood.organisations["sorrel"].pk
    assert client.post(url.replace(f"/{maple.pk}/", f"/{stranger}/")).status_code == 404
