"""A cluster that joined late has dates of its own, counted from its own start."""

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound, WrongState
from spinney.clusters.actions.clusters import ClusterText, add_cluster
from spinney.clusters.actions.own_dates import set_own_dates
from spinney.clusters.models import Cluster
from spinney.clusters.queries.asking_programmes import asked_of_facilitators, stalled_of
from spinney.clusters.queries.cluster_plan import replanned
from spinney.clusters.queries.standing import standing_of
from spinney.clusters.queries.timetable import position_of, stage_line_of
from spinney.clusters.states import ProgrammeState
from tests.access import client_of
from tests.clusters.programmes import asks, at, days, entries, in_stage, set_dates
from tests.personas import NOON

JOINED = date(2026, 8, 3)
"""214 days after the programme began on 1 January 2026; its first stage was due on 1 March."""


@pytest.fixture
def begun(wood):
    wood.programme.starts_on = date(2026, 1, 1)
    wood.programme.save()
    set_dates(wood)
    return wood


def late_joiner(wood, when=JOINED) -> Cluster:
    made = add_cluster(
        programme=wood.programme,
        text=ClusterText(place="Hollow Hill"),
        facilitator="ash@example.org",
        by=wood.rowan,
        now=at(when),
    )
    return Cluster.objects.get(pk=made.pk)


def given(wood, counts_from, reason="It joined in May.", version=None, by="rowan", cluster=None):
    return set_own_dates(
        cluster=cluster or wood.cluster,
        counts_from=counts_from,
        reason=reason,
        version=version,
        by=wood.actor(by),
        now=NOON,
    )


def test_who_joins_late_is_as_early_in_its_plan_as_the_others_were(begun):
    cluster = late_joiner(begun)
    assert cluster.counts_from == JOINED
    position = position_of(cluster, JOINED)
    assert (position.pace.days, position.pace.planned_days, position.pace.late_days) == (0, 59, -59)
    assert stage_line_of(cluster, JOINED)[0].state == "now"
    assert stage_line_of(cluster, JOINED)[0].detail == "by 1 October 2026"
    assert stage_line_of(cluster, date(2026, 10, 2))[0].state == "late"


def test_the_comparison_and_stalled_go_by_its_own_dates(begun):
    in_stage(begun)
    joiner = late_joiner(begun)
    wait_for = date(2026, 9, 1)
    standings = {s.cluster.name: s for s in standing_of(begun.programme, at(wait_for))}
    late, first = standings[joiner.name], standings["The Spinney"]
    assert (late.pace.planned_days, late.pace.late_days) == (59, -30)
    assert (first.pace.planned_days, first.pace.late_days) == (59, 184)
    assert not late.is_stalled
    assert first.is_stalled
    managed = begun.actor("rowan")
    assert [c.name for c in stalled_of(managed, at(wait_for))] == ["The Spinney"]
    page = client_of(begun, "rowan").get(reverse("clusters:standing", args=[begun.programme.pk]))
    assert "Its own dates, from 3 August 2026" in page.content.decode()


def test_its_facilitator_is_asked_when_its_own_date_is_near(begun):
    cluster = late_joiner(begun)
    asks(begun.programme.stages.order_by("position")[0])
    ash = begun.actor("ash")

    def mine(day):
        return [a for a in asked_of_facilitators(ash, at(day)) if a.cluster_id == cluster.pk]

    assert mine(JOINED) == []
    assert mine(date(2026, 9, 20))[0].by_when == date(2026, 10, 1)


def test_it_began_with_its_first_stage_and_did_not_move_on_to_it(begun):
    cluster = late_joiner(begun)
    page = client_of(begun, "rowan").get(reverse("clusters:cluster-timeline", args=[cluster.pk]))
    text = page.content.decode()
    assert "The cluster began with Finding out." in text
    assert "moved on to" not in text
    assert "dates of its own, counted from 3 August 2026" in text
    assert "It joined after the programme began on 1 January 2026." in text


@pytest.mark.parametrize("joined", [date(2025, 12, 20), date(2026, 1, 1), date(2026, 1, 29)])
def test_who_joins_about_the_start_keeps_the_dates_of_the_programme(begun, joined):
    assert late_joiner(begun, joined).counts_from is None
    assert entries("set_own_dates") == []


@pytest.mark.parametrize(("grace", "joined"), [(28, 30), (0, 2), (60, 62)])
def test_late_is_what_the_programme_calls_late(begun, grace, joined):
    begun.programme.stalled_after_late_days = grace
    begun.programme.save()
    when = begun.programme.starts_on + days(joined - 1)
    assert late_joiner(begun, when).counts_from == when


def test_a_change_keeps_what_was_planned_before_and_why(begun):
    in_stage(begun)
    given(begun, date(2026, 1, 8))
    changed = given(begun, None, reason="It caught up.")
    assert changed.counts_from is None
    detail = entries("set_own_dates")[1]
    assert (detail["before"], detail["after"]) == (
        {"counts_from": "2026-01-08"},
        {"counts_from": None},
    )
    assert detail["planned_before"][0]["target_on"] == "2026-03-08"
    assert detail["planned"][0]["target_on"] == "2026-03-01"
    assert [(r.planned[0].target_on, r.reason) for r in replanned(changed)] == [
        (date(2026, 3, 8), "It caught up."),
        (date(2026, 3, 1), "It joined in May."),
    ]


def test_when_the_timetable_changes_its_own_dates_follow(begun):
    cluster = late_joiner(begun)
    first = begun.programme.stages.order_by("position")[0]
    first.target_on = date(2026, 3, 15)
    first.save()
    assert stage_line_of(cluster, JOINED)[0].detail == "by 15 October 2026"


def test_it_needs_a_reason_and_a_day_after_the_start(begun):
    with pytest.raises(BadInput, match="Say why"):
        given(begun, JOINED, reason=" ")
    with pytest.raises(BadInput) as caught:
        given(begun, date(2026, 1, 1))
    assert caught.value.fields["counts_from"] == [
        "Choose a day after 1 January 2026, when the programme began."
    ]


def test_the_second_of_two_is_told(begun):
    given(begun, JOINED, version=begun.cluster.version)
    with pytest.raises(ChangedMeanwhile):
        given(begun, None, version=begun.cluster.version)


def test_nothing_is_recorded_when_nothing_changes(begun):
    given(begun, None)
    assert entries("set_own_dates") == []


def test_only_while_the_programme_runs(begun):
    begun.programme.state = ProgrammeState.CLOSED
    begun.programme.save()
    with pytest.raises(WrongState):
        given(begun, JOINED)


@pytest.mark.parametrize(
    ("who", "error"), [("ash", NotAllowed), ("birch", NotAllowed), ("willow", NotFound)]
)
def test_managers_only(begun, who, error):
    with pytest.raises(error):
        given(begun, JOINED, by=who)


def test_a_manager_does_it_on_the_page(begun):
    in_stage(begun)
    rowan = client_of(begun, "rowan")
    stage = reverse("clusters:stage", args=[begun.cluster.pk])
    url = reverse("clusters:set-own-dates", args=[begun.cluster.pk])
    assert url in rowan.get(stage).content.decode()
    assert url not in client_of(begun, "ash").get(stage).content.decode()
    sent = {"whose": "own", "reason": "It joined in May.", "version": begun.cluster.version}
    assert "Enter the day" in rowan.post(url, sent).content.decode()
    day = {"counts_from_day": 4, "counts_from_month": 5, "counts_from_year": 2026}
    text = rowan.post(url, sent | day, follow=True).content.decode()
    assert "The Spinney keeps to dates of its own now." in text
    assert "because it joined on 4 May 2026" in text
    assert "What was planned before" in text
    assert "Finding out by 1 March 2026" in text
