"""Planned anew before it is asked for, within the grant."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.money.actions.instalments import (
    ask_release,
    meet_condition,
    plan_instalment,
    release_instalment,
)
from spinney.money.bridge.schemes import ConditionText
from spinney.money.queries.grant_page import page_of
from tests.access import client_of
from tests.money.granting import NOW, RULES, another_manager, approved, part, released
from tests.personas import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def plan(wood, instalment, pence, *conditions, why="", by=None):
    return plan_instalment(
        instalment=instalment, pence=pence, due_on=date(2026, 5, 1), conditions=conditions,
        why=why, by=by or wood.rowan, now=NOW,
    )  # fmt: skip


def test_within_the_grant(wood):
    grant = approved(wood)
    done = plan(wood, part(grant), 800_000, RULES)
    assert (done.pence, done.due_on) == (800_000, date(2026, 5, 1))
    with pytest.raises(BadInput, match="more than the grant"):
        plan(wood, part(grant), 900_001, RULES)
    with pytest.raises(BadInput):
        plan(wood, part(grant), 0)


def test_what_was_noted_of_a_condition_that_stays_is_kept(wood):
    grant, words = approved(wood), ConditionText("words", words="The room is insured")
    plan(wood, part(grant), 900_000, words, why="They have a bank of their own")
    condition = part(grant).conditions.get()
    meet_condition(
        condition=condition, met_on=NOW.date(), shown_by="policy 12", by=wood.rowan, now=NOW
    )
    plan(wood, part(grant), 900_000, words, RULES)
    assert part(grant).conditions.get(kind="words").shown_by == "policy 12"


def test_not_once_it_is_released(wood):
    with pytest.raises(WrongState):
        plan(wood, part(released(wood)), 1)


SPENT, REPORT = ConditionText("spent", "75"), ConditionText("report", "1")


def history(wood, grant):
    return [one.text for one in page_of(wood.ash, grant, TODAY).history]


def test_a_condition_is_dropped_with_the_reason_and_the_cluster_hears_of_it(wood):
    grant = approved(wood)
    with pytest.raises(BadInput) as told:
        plan(wood, part(grant), 900_000)
    assert list(told.value.fields) == ["why"]
    assert part(grant).conditions.get().kind == "agreement"
    before = Message.objects.filter(person=wood.people["ash"]).count()
    plan(wood, part(grant), 900_000, why="They share a bank already.")
    assert Message.objects.filter(person=wood.people["ash"]).count() == before + 1
    assert part(grant).eased_by == wood.rowan.label
    assert (
        "Instalment 1 of “Working together” was planned anew. Not asked any more: This agreement"
        " is signed and in force: Ground rules. Why: They share a bank already."
    ) in history(wood, grant)


@pytest.mark.parametrize(
    ("conditions", "dropped"),
    [
        ((SPENT, REPORT), False),
        ((ConditionText("spent", "80"), REPORT, RULES), False),
        ((ConditionText("spent", "74"), REPORT), True),
        ((SPENT, ConditionText("report", "2")), True),
        ((SPENT,), True),
    ],
)
def test_what_asks_for_less_counts_as_dropped(wood, conditions, dropped):
    grant = approved(wood)
    if dropped:
        with pytest.raises(BadInput, match="Not asked any more"):
            plan(wood, part(grant, 2), 600_000, *conditions)
    plan(wood, part(grant, 2), 600_000, *conditions, why="It is late" if dropped else "")
    assert bool(part(grant, 2).eased_by) is dropped


def test_what_is_asked_instead_is_told(wood):
    grant = approved(wood)
    plan(wood, part(grant, 2), 600_000, ConditionText("spent", "5"), REPORT, why="It is late")
    assert (
        "Not asked any more: At least 75% of what was released before is spent. (Now: At least 5%"
        " of what was released before is spent.) Why: It is late"
    ) in " ".join(history(wood, grant))


def test_whoever_dropped_a_condition_does_not_release_it(wood):
    grant, alder = approved(wood, (100, (RULES,)), limit=2_000_000), another_manager(wood)
    plan(wood, part(grant), 1_500_000, why="They share a bank already.")
    with pytest.raises(WrongState, match="Less is asked for it"):
        release_instalment(instalment=part(grant), by=alder, now=NOW)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="You planned this instalment with less asked"):
        release_instalment(instalment=part(grant), by=wood.rowan, now=NOW)
    [shown] = page_of(wood.rowan, grant, TODAY).parts
    assert "release_instalment" not in shown.can
    [shown] = page_of(alder, grant, TODAY).parts
    assert "release_instalment" in shown.can
    assert release_instalment(instalment=part(grant), by=alder, now=NOW).state == "released"


def test_the_page_asks_why_only_then(wood):
    grant = approved(wood)
    url = reverse("money:plan-instalment", args=[wood.cluster.pk, grant.pk, 1])
    form = {"pence": "9,000", "version": part(grant).version}
    rowan = client_of(wood, "rowan")
    answer = rowan.post(url, form)
    assert "Say why. Not asked any more" in answer.content.decode()
    assert rowan.post(url, form | {"agreement": "ground_rules"}).status_code == 302
    form["version"] = part(grant).version
    assert rowan.post(url, form | {"why": "They share a bank already."}).status_code == 302
    page = rowan.get(reverse("money:grant", args=[wood.cluster.pk, grant.pk])).content.decode()
    assert "It was planned with less asked, or more money, than before" in page


def test_more_money_behind_the_same_conditions_needs_a_reason_and_two_people(wood):
    grant = approved(wood, (50, (RULES,)), (50, (SPENT,)), limit=10**9)
    plan(wood, part(grant, 2), 500_000, SPENT)
    with pytest.raises(BadInput, match="It was £7,500, and is £10,000 now") as told:
        plan(wood, part(grant), 1_000_000, RULES)
    assert list(told.value.fields) == ["why"]
    plan(wood, part(grant), 1_000_000, RULES, why="The rooms are paid at once.")
    assert part(grant).eased_by == wood.rowan.label
    assert (
        "Instalment 1 of “Working together” was planned anew. It was £7,500, and is £10,000 now."
        " Why: The rooms are paid at once."
    ) in history(wood, grant)
