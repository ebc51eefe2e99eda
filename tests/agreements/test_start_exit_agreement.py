"""A deed about how somebody leaves, if both sides want one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.accession import start_exit_agreement
from spinney.agreements.actions.leaving import give_notice, take_back_notice
from spinney.agreements.models import Duty
from spinney.agreements.queries.leaving import page_for
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.life import NOW, a_leaver, party_of
from tests.agreements.making import another_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving(wood):
    another_member(wood, "elder")
    another_member(wood, "maple")
    terms = {
        "lead_body": str(wood.organisations["maple"].uid),
        "leaving": {"notice_days": 30},
        "records_kept": {"years": 6},
    }
    agreement = a_leaver(wood, terms=terms)
    Duty.objects.create(
        agreement=agreement, kind="report", title="Report on the year", due_on=date(2026, 6, 1),
        organisation=wood.organisations["birch"],
    )  # fmt: skip
    return give_notice(party=party_of(agreement, "birch"), by=wood.birch, now=NOW)


def test_it_knows_what_the_site_knows(wood, leaving):
    version = start_exit_agreement(leaving=leaving, by=wood.ash, now=NOW)
    deed, answers = version.agreement, version.content["answers"]
    assert (deed.kind, deed.deed_of) == ("exit_agreement", leaving.party.agreement)
    assert [one.organisation.name for one in deed.parties.all()] == ["Birch House", "Maple House"]
    assert (answers["who_leaves"], answers["last_day"]) == ("Birch House", "2026-04-18")
    assert answers["work_still_to_do"] == "- Report on the year, by 1 June 2026"
    assert version.content["terms"] == {"records_kept": {"years": 6}}


def test_once(wood, leaving):
    start_exit_agreement(leaving=leaving, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="begun already"):
        start_exit_agreement(leaving=leaving, by=wood.ash, now=NOW)


def test_not_for_whoever_stays(wood, leaving):
    back = take_back_notice(leaving=leaving, by=wood.birch, now=NOW)
    with pytest.raises(WrongState, match="does not leave"):
        start_exit_agreement(leaving=back, by=wood.ash, now=NOW)


def test_not_by_members(wood, leaving):
    with pytest.raises(NotAllowed):
        start_exit_agreement(leaving=leaving, by=wood.birch, now=NOW)


def test_from_its_page(wood, leaving):
    party = leaving.party
    page = f"/clusters/{wood.cluster.pk}/agreements/{party.agreement_id}/parties/{party.pk}/"
    client = client_of(wood, "ash")
    assert b"Begin an exit agreement" in client.get(f"{page}leaving/").content
    client.post(f"{page}start-exit-agreement/")
    assert "Birch House leaves: Ground rules" in client.get(f"{page}leaving/").content.decode()


def test_what_another_took_back_stays_between_the_two(wood, leaving):
    Duty.objects.create(
        agreement=leaving.party.agreement, kind="retention", due_on=date(2026, 6, 1),
        title="Destroy what you hold of Maple House", from_term="data_taken_back",
        organisation=wood.organisations["birch"],
    )  # fmt: skip
    version = start_exit_agreement(leaving=leaving, by=wood.ash, now=NOW)
    assert "Destroy" not in str(version.content)
    assert "Destroy" not in str(page_for(wood.ash, leaving, NOW.date()).open_duties)
    keep_agreements_true(NOW + timedelta(days=40))
    leaving.refresh_from_db()
    assert [one["title"] for one in leaving.settled] == ["Report on the year"]
