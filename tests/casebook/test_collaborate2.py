"""P1: Collaborate 2, as far as the register and the clusters reach.

Played through pages and mailed links alone, by the programme manager, two facilitators and the
representatives of all eighteen organisations, over eight months. Facts are those of the report
(casebook/collaborate2/facts.toml); people and days are invented. The walk from the first survey to
the evaluation is in test_collaborate2_walk.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.periods import add_months
from spinney.base.record.record import verify
from spinney.clusters import api as clusters
from spinney.clusters.models import Cluster, Day, Programme
from spinney.diagnostics.models import Asked, Item, SupportRequest, TakeUp
from spinney.register.models import Organisation
from tests.casebook.collaborating import (
    FACTS,
    TOLD,
    add_clusters,
    again,
    bring_in,
    plan,
    set_up,
    signed_in,
)

BEGUN = datetime(2026, 1, 12, 10, tzinfo=ZoneInfo("Europe/London"))
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def played():
    """The programme set up, its four clusters made, and everybody in them."""
    with time_machine.travel(BEGUN, tick=True) as clock:
        rowan = signed_in("rowan@programme.example.org", "Rowan Ashworth")
        hazel = signed_in("hazel@facilitators.example.org", "Hazel Underhill")
        programme = set_up(rowan, BEGUN.date())
        plan(rowan, programme, [1, 2, 3, 4.5, TOLD["timetable"]["first_plan_months"]])
        rowan.fill(f"/programmes/{programme.pk}/start-programme/")
        made = add_clusters(rowan, programme)
        for told in FACTS["clusters"]:
            bring_in(hazel, made[told["place"]], told)
        yield rowan, hazel, programme, made, clock


def eighteen_organisations_in_four_clusters(played):
    rowan, _, programme, made, _ = played
    names = [f"Collaborate {told['place']}" for told in FACTS["clusters"]]
    assert sorted(c.name for c in made.values()) == sorted(names)
    members = [m for cluster in made.values() for m in clusters.members(cluster)]
    assert len(members) == TOLD["organisations"]
    assert {len(clusters.members(c)) for c in made.values()} == {3, 4, 5, 6}
    rowan.open(f"/programmes/{programme.pk}/standing/")
    assert all(rowan.says(name) for name in names)


def supporters_take_part_without_a_vote(played):
    _, _, _, made, _ = played
    bolton = made["Bolton"]
    supporters = {"Bolton Community Homes", "Bolton at Home"}
    belonging = {b.organisation_name for b in clusters.belongs(bolton)}
    voting = {b.organisation_name for b in clusters.voters(bolton)}
    assert supporters <= belonging
    assert not supporters & voting
    counted = {b.organisation_name for b in clusters.quorum_members(bolton)}
    assert not supporters & counted


def a_cluster_leaves_a_stage_when_its_conditions_are_met(played):
    _, hazel, _, made, _ = played
    bolton = made["Bolton"]
    stage = f"/clusters/{bolton.pk}/stage/"
    hazel.open(stage)
    assert hazel.says("ground rules")
    present = bolton.stage_moves.get(left_on=None).stage
    refused = hazel.client.post(f"/clusters/{bolton.pk}/move-stage/", {"leaving": present.pk})
    assert refused.status_code == 409
    assert bolton.stage_moves.get(left_on=None).stage.position == 0
    assert b"ground rules" in refused.content
    condition = present.conditions.get()
    hazel.fill(
        f"/clusters/{bolton.pk}/meet-condition/{condition.pk}/",
        met_on=localdate(),
        shown_by="Signed copy in the documents",
    )
    hazel.open(stage)
    hazel.press("Move on")
    assert bolton.stage_moves.get(left_on=None).stage.position == 1


def both_changes_of_the_timetable_stay(played):
    rowan, hazel, programme, _, clock = played
    told = TOLD["timetable"]
    workplan, whole = told["workplan_months"], told["workplan_months"] + told["spending_months"]
    clock.move_to(BEGUN + timedelta(days=60))
    again(rowan, hazel)
    plan(rowan, programme, [1.5, 2.5, workplan, 5.5, 6], told["why"])
    clock.move_to(BEGUN + timedelta(days=100))
    again(rowan, hazel)
    plan(rowan, programme, [1.5, 2.5, workplan, whole, whole + 1], "More time to spend the grant.")
    assert programme.timetable_changes.count() == told["changes"]
    rowan.open(f"/programmes/{programme.pk}/timetable/")
    assert rowan.says(told["why"])
    first_end = add_months(BEGUN.date(), told["first_plan_months"])
    last_end = add_months(BEGUN.date(), whole)
    for day in (first_end, last_end):
        assert rowan.says(f"{day:%-d %B %Y}"), day


def days_are_drawn_down(played):
    _, hazel, _, made, _ = played
    durham = made["Durham"]
    for days in ("2", "1.5"):
        hazel.fill(
            f"/clusters/{durham.pk}/log-day/",
            kind="facilitation",
            worked_on=localdate(),
            days=days,
            what="Facilitated a meeting",
        )
        assert not hazel.errors, hazel.errors
    assert sum(d.days for d in Day.objects.filter(cluster=durham)) == 3.5
    hazel.open(f"/clusters/{durham.pk}/days/")
    assert hazel.says("3.5 of 6")


def a_cluster_in_which_nothing_happens_stalls(played):
    rowan, hazel, programme, made, clock = played
    clock.move_to(BEGUN + timedelta(days=50))
    again(rowan, hazel)
    for place in ("Bolton", "Durham", "London"):
        hazel.fill(
            f"/clusters/{made[place].pk}/log-day/",
            kind="facilitation",
            worked_on=localdate(),
            days="1",
            what="Facilitated a meeting",
        )
    rowan.open(f"/programmes/{programme.pk}/standing/")
    rows = {
        name: row.get_text(" ", strip=True)
        for row in rowan.page.select_one("table").select("tbody tr")
        for name in [f"Collaborate {p}" for p in made]
        if name in row.get_text(" ")
    }
    stalled = {name for name, text in rows.items() if "Stalled" in text}
    assert stalled == {"Collaborate Nottingham"}


def the_comparator_is_kept_with_its_source(played):
    rowan, _, programme, _, _ = played
    cost = TOLD["cost"]
    rowan.fill(
        f"/programmes/{programme.pk}/add-comparator/",
        name=cost["comparator_name"],
        pence_per_organisation=f"{cost['comparator_pounds_per_organisation']:,}",
        source=FACTS["source"]["title"],
    )
    rowan.open(f"/programmes/{programme.pk}/costs/")
    assert rowan.says("£11,000")
    assert rowan.says(FACTS["source"]["title"])


def what_nobody_else_may_see(played):
    _, _, programme, made, _ = played
    outsider = signed_in("elm@newcomer.example.org", "Elm Fairweather")
    for path in (f"/programmes/{programme.pk}/", f"/clusters/{made['London'].pk}/"):
        assert outsider.client.get(path).status_code == 404
    chief = signed_in("chief0@bolton.example.org", "")
    assert chief.client.get(f"/clusters/{made['Bolton'].pk}/").status_code == 200
    assert chief.client.get(f"/clusters/{made['London'].pk}/").status_code == 404


def the_record_holds_together(played):
    assert list(verify()) == []


ACTS = (
    eighteen_organisations_in_four_clusters,
    supporters_take_part_without_a_vote,
    what_nobody_else_may_see,
    the_comparator_is_kept_with_its_source,
    a_cluster_leaves_a_stage_when_its_conditions_are_met,
    days_are_drawn_down,
    a_cluster_in_which_nothing_happens_stalls,
    both_changes_of_the_timetable_stay,
    the_record_holds_together,
)


def test_collaborate_2_plays(played, subtests):
    for act in ACTS:
        with subtests.test(act.__name__.replace("_", " ")):
            act(played)


def test_the_demonstration_tells_the_same_facts(db):
    from spinney.config.demo import load_demonstration

    moment = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))
    assert load_demonstration(now=moment)
    assert not load_demonstration(now=moment), "it is loaded once"
    programme = Programme.objects.get(name=TOLD["name"])
    assert programme.grant_pence == TOLD["grant_pounds"] * 100
    assert programme.timetable_changes.count() == TOLD["timetable"]["changes"]
    assert programme.comparators.get().pence_per_organisation == 1_100_000
    for told in FACTS["clusters"]:
        cluster = Cluster.objects.get(place=told["place"])
        assert {m.organisation_name for m in clusters.members(cluster, moment.date())} == set(
            told["members"]
        )
    real = {n for told in FACTS["clusters"] for n in told["members"]} | {
        s["name"] for told in FACTS["clusters"] for s in told.get("supporters", [])
    }
    invented = Organisation.objects.filter(source="Illustrative")
    standing = Organisation.objects.exclude(pk__in=invented)
    assert set(standing.values_list("name", flat=True)) == real
    # Nobody puts answers, needs or wishes into the mouth of an organisation that exists.
    for said in (Asked, Item, SupportRequest, TakeUp):
        assert not said.objects.exclude(organisation__in=invented).exists(), said
    assert all(p.email.endswith("example.org") for p in Person.objects.all())
    assert list(verify()) == []
