"""Whatever anybody does in whatever order, nothing is released before approval and conditions."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import ObjectDoesNotExist

from spinney.agreements.models import Version
from spinney.base.kernel.errors import SpinneyError
from spinney.money.actions import (
    grant_changes,
    grant_decisions,
    grant_reports,
    grants,
    instalments,
)
from spinney.money.bridge.schemes import ConditionText
from spinney.money.models import Entry, Grant, GrantReport, Instalment
from spinney.money.policies.grants import ChangeText
from spinney.money.queries.balances import balance, spent
from tests.money.granting import (
    NOW,
    RULES,
    another_manager,
    drafted,
    rules_set,
    sign_ground_rules,
    spend,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.slow]

PATHS, STEPS = 15, 30
WEIGHTS = (5, 5, 1, 1, 3)


def steps(wood, grant, chance):
    """Everything that somebody may try, by name."""
    parts = list(grant.instalments.all()) or [Instalment(grant=grant, number=1, pence=1)]
    reports = list(grant.reports.all()) or [GrantReport(grant=grant, number=1)]
    part, report = chance.choice(parts), chance.choice(reports)
    change = grant.changes.last()

    def ground_rules(by, now):
        day = None if chance.random() < 0.6 else "2026-03-01"
        Version.objects.update(in_force_until=day)

    def spending(by, now):
        if grant.fund is not None:
            spend(wood, grant, chance.choice((1, 300_000, 675_000)))

    return {
        "apply": lambda **who: grants.apply_for_grant(grant=grant, **who),
        "withdraw": lambda **who: grants.withdraw_grant(grant=grant, **who),
        "take up": lambda **who: grants.take_up_grant(grant=grant, **who),
        "approve": lambda **who: grant_decisions.approve_grant(
            grant=grant, awarded_pence=1_500_000, **who
        ),
        "approve again": lambda **who: grant_decisions.approve_grant(
            grant=grant, awarded_pence=1_400_000, **who
        ),
        "decline": lambda **who: grant_decisions.decline_grant(grant=grant, reasons="No", **who),
        "ask": lambda **who: instalments.ask_release(instalment=part, **who),
        "stop": lambda **who: instalments.stop_release(instalment=part, **who),
        "release": lambda **who: instalments.release_instalment(instalment=part, **who),
        "receive": lambda **who: instalments.receive_instalment(
            instalment=part, received_on=NOW.date(), **who
        ),
        "unrelease": lambda **who: instalments.unrelease_instalment(
            instalment=part, why="A mistake", **who
        ),
        "unreceive": lambda **who: instalments.unreceive_instalment(
            instalment=part, why="A mistake", **who
        ),
        "plan": lambda **who: instalments.plan_instalment(
            instalment=part, pence=chance.choice((1, 600_000, 900_000)), due_on=None,
            conditions=(RULES, ConditionText("spent", chance.choice(("75", "50")))),
            why=chance.choice(("", "A trial")), **who,
        ),
        "report": lambda **who: grant_reports.send_grant_report(report=report, words="Done", **who),
        "accept": lambda **who: grant_reports.answer_grant_report(
            report=report, accepted=chance.random() < 0.8, note="More", **who
        ),
        "change": lambda **who: grant_changes.ask_grant_change(
            grant=grant, text=ChangeText("timetable", "Late", ends_on=NOW.date()), **who
        ),
        "answer": lambda **who: change
        and grant_changes.answer_grant_change(change=change, agreed=True, **who),
        "sign": lambda **who: grant_reports.sign_grant_statement(grant=grant, **who),
        "close": lambda **who: grant_reports.close_grant(grant=grant, **who),
        "ground rules": ground_rules,
        "spend": spending,
    }  # fmt: skip


def holds_for(wood, grant, part):
    """Said a second time, from the tables alone: whether this part may be released."""
    if grant.state != "approved" or part.state not in ("planned", "asked"):
        return False
    done = grant.instalments.filter(state__in=["released", "received"])
    released = sum(done.values_list("pence", flat=True))
    earlier = grant.instalments.filter(number__lt=part.number, state__in=["planned", "asked"])
    if earlier.exists() or released + part.pence > grant.awarded_pence:
        return False
    for one in part.conditions.all():
        number = int(one.value) if one.value.isdigit() else 0
        met = {
            "agreement": Version.objects.exclude(in_force_until__lt=NOW.date()).exists(),
            "spent": spent(wood.cluster, fund=grant.fund) * 100 >= released * number,
            "report": grant.reports.filter(number=number, state="accepted").exists(),
        }
        if not met[one.kind]:
            return False
    return (part.pence <= 50_000 and not part.eased_by) or bool(part.asked_by)


def _begun(wood, path):
    """Paths begin at the first word, or further on: most of what is refused is refused there."""
    grant = drafted(wood)
    if path % 3:
        grants.apply_for_grant(grant=grant, by=wood.ash, now=NOW)
        grant_decisions.approve_grant(grant=grant, awarded_pence=1_499_900, by=wood.rowan, now=NOW)
    if path % 3 == 2:
        Version.objects.update(in_force_until=None)
        instalments.ask_release(instalment=grant.instalments.first(), by=wood.ash, now=NOW)
    return grant


def test_no_path_leads_to_a_release_before_its_time(wood):
    rules_set(wood)
    people = [wood.rowan, wood.ash, wood.birch, wood.willow, another_manager(wood)]
    reached, chance = set(), random.Random(1953)
    wood.cluster.programme.grant_pence += 10_000  # room for the penny of each path before
    wood.cluster.programme.save()
    sign_ground_rules(wood)
    for path in range(PATHS):
        Grant.objects.filter(cluster=wood.cluster, state="approved").update(state="closed")
        Grant.objects.update(awarded_pence=1)  # leaves the programme's money for the next one
        grant = _begun(wood, path)
        for _ in range(STEPS):
            grant = Grant.objects.get(pk=grant.pk)
            choices = steps(wood, grant, chance)
            name = chance.choice([*choices, "ask", "release", "receive", "accept", "spend"])
            deed = choices[name]
            by = chance.choices(people, WEIGHTS)[0]
            before = {one.pk: (one, holds_for(wood, grant, one)) for one in grant.instalments.all()}
            entries = Entry.objects.filter(source__startswith="money.Instalment").count()
            try:
                deed(by=by, now=NOW)
            except (SpinneyError, ObjectDoesNotExist):
                # What is refused leaves nothing behind.
                after = Entry.objects.filter(source__startswith="money.Instalment").count()
                assert after == entries
                continue
            reached.add(name)
            for one in grant.instalments.filter(state__in=["released", "received"]):
                was, held = before[one.pk]
                if was.state in ("planned", "asked"):
                    assert held, (name, one.pk)
                    assert one.pence <= 50_000 or one.asked_by != one.released_by
                    assert one.eased_by != one.released_by
        grant = Grant.objects.get(pk=grant.pk)
        if grant.fund is not None:
            paid = grant.instalments.filter(state__in=["released", "received"])
            income = balance(wood.cluster, account="grant_income", fund=grant.fund)
            assert -income == sum(paid.values_list("pence", flat=True))
    assert {"release", "accept", "answer"} <= reached
