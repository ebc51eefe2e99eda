"""An instalment is released when all holds, by two people above the limit, and once."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.money.actions.grant_reports import answer_grant_report, send_grant_report
from spinney.money.actions.instalments import ask_release, release_instalment
from spinney.money.models import Entry, Instalment
from spinney.money.queries.balances import balance
from spinney.money.states import GrantState
from tests.money.granting import (
    NOW,
    RULES,
    another_manager,
    approved,
    part,
    released,
    rules_set,
    sign_ground_rules,
    spend,
)
from tests.money.making import a_grant, an_instalment

pytestmark = pytest.mark.django_db


def refusal(deed, instalment, by):
    with pytest.raises(WrongState) as told:
        deed(instalment=instalment, by=by, now=NOW)
    return str(told.value)


@pytest.mark.parametrize("state", [one for one in GrantState.values if one != "approved"])
def test_never_before_approval(wood, state):
    rules_set(wood)
    grant = a_grant(wood.cluster, state=state, awarded_pence=1_500_000)
    told = refusal(release_instalment, an_instalment(grant, pence=100), wood.rowan)
    assert "The grant is not approved." in told
    assert not Entry.objects.exists()


def test_never_before_its_conditions_and_all_are_told(wood):
    grant = approved(wood, (60, (RULES,)), (40, (RULES,)), limit=2_000_000)
    told = refusal(release_instalment, part(grant, 2), wood.rowan)
    assert "This agreement is not signed and in force: Ground rules." in told
    assert "Instalment 1 comes first, and is not released." in told
    assert part(grant).state == part(grant, 2).state == "planned"


def test_the_programmes_own_conditions_hold_it_back(wood):
    from spinney.clusters.models import Condition, ConditionMet, Stage
    from spinney.money.bridge.schemes import ConditionText

    grant = approved(wood, (100, (ConditionText("programme", "2"),)), limit=2_000_000)
    before, after = (
        Condition.objects.create(
            stage=Stage.objects.get(programme=wood.programme, position=place), text=text,
            of_grant=True,
        )
        for place, text in ((2, "The workplan is approved"), (4, "All answered"))
    )  # fmt: skip
    told = refusal(release_instalment, part(grant), wood.rowan)
    assert "A condition of the programme is not met: The workplan is approved." in told
    assert after.text not in told
    ConditionMet.objects.create(
        condition=before, cluster=wood.cluster, met_on=NOW.date(), noted_by="x", noted_at=NOW
    )
    assert release_instalment(instalment=part(grant), by=wood.rowan, now=NOW).state == "released"


def test_above_the_limit_two_people_stand_behind_it(wood):
    grant = approved(wood)
    sign_ground_rules(wood)
    assert "two people" in refusal(release_instalment, part(grant), wood.rowan)
    ask_release(instalment=part(grant), by=wood.rowan, now=NOW)
    assert "somebody else" in refusal(release_instalment, part(grant), wood.rowan)
    done = release_instalment(instalment=part(grant), by=another_manager(wood), now=NOW)
    assert (done.state, done.pence) == ("released", 900_000)
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 900_000
    assert balance(wood.cluster, account="grant_income", fund=grant.fund) == -900_000


def test_at_the_limit_one_is_enough(wood):
    grant = approved(wood, (100, ()), limit=1_500_000)
    assert release_instalment(instalment=part(grant), by=wood.rowan, now=NOW).state == "released"


def test_once(wood):
    grant = released(wood)
    told = refusal(release_instalment, part(grant), another_manager(wood))
    assert told == "Instalment 1 is released already."
    assert Entry.objects.count() == 1
    stale = Instalment.objects.get(pk=part(grant).pk)
    assert stale.release_entry_id


def test_the_next_waits_for_what_is_spent_and_told(wood):
    grant = released(wood)
    told = refusal(ask_release, part(grant, 2), wood.ash)
    assert "It has to be at least £6,750 (75%)." in told
    assert "Report 1 is not accepted." in told
    spend(wood, grant, 675_000)
    report = grant.reports.get(number=1)
    send_grant_report(report=report, words="We trained 40 people.", by=wood.ash, now=NOW)
    answer_grant_report(report=report, accepted=True, by=wood.rowan, now=NOW)
    ask_release(instalment=part(grant, 2), by=wood.ash, now=NOW)
    release_instalment(instalment=part(grant, 2), by=wood.rowan, now=NOW)
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 1_500_000


def test_what_ended_between_the_ask_and_the_release_stops_it(wood):
    grant = approved(wood)
    version = sign_ground_rules(wood)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    type(version).objects.filter(pk=version.pk).update(in_force_until="2026-03-01")
    assert "not signed and in force" in refusal(release_instalment, part(grant), wood.rowan)


def test_only_the_programme(wood):
    grant = approved(wood, (100, ()), limit=2_000_000)
    for who in ("ash", "birch"):
        with pytest.raises(NotAllowed):
            release_instalment(instalment=part(grant), by=wood.actor(who), now=NOW)
    with pytest.raises(NotFound):
        release_instalment(instalment=part(grant), by=wood.willow, now=NOW)


def test_a_grant_made_elsewhere_is_paid_there(wood):
    rules_set(wood)
    grant = a_grant(
        wood.cluster, state="approved", awarded_pence=100, from_file={"identifier": "360G-x-1"}
    )
    told = refusal(release_instalment, an_instalment(grant, pence=100), wood.rowan)
    assert "made elsewhere" in told


def test_more_than_the_grant_is_never_released(wood):
    grant = approved(wood, (100, ()), limit=2_000_000, pence=100_000)
    Instalment.objects.filter(grant=grant).update(pence=100_001)
    assert "Only £1,000 of the grant is left" in refusal(
        release_instalment, part(grant), wood.rowan
    )


def test_premature_over_the_web_is_told_and_409(wood, client):
    grant = approved(wood, (100, (RULES,)), limit=2_000_000)
    client.force_login(wood.people["rowan"])
    url = f"/clusters/{wood.cluster.pk}/money/grants/{grant.pk}/instalments/1/release/"
    answer = client.post(url)
    assert answer.status_code == 409
    assert "This agreement is not signed and in force: Ground rules." in answer.content.decode()
    page = client.get(f"/clusters/{wood.cluster.pk}/money/grants/{grant.pk}/").content.decode()
    assert "It cannot be released yet." in page
    assert url not in page
