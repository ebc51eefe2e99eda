"""A timetable is changed with a reason, and what was planned before is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.timetable import change_timetable
from spinney.clusters.bridge.timetable import plan_of
from spinney.clusters.engine.timetable import PlannedStage
from spinney.clusters.models import TimetableChange
from spinney.clusters.queries.timetable import versions_of
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import LATER, TARGETS, entries, in_stage, set_dates
from tests.personas import NOON


def plan(wood):
    return list(plan_of(wood.programme.stages.all()))


def change(wood, wanted, reason="More time is needed", by="rowan", version=None, at=NOON):
    return change_timetable(
        programme=wood.programme,
        plan=wanted,
        reason=reason,
        version=version,
        by=wood.actor(by),
        now=at,
    )


def shifted(wood, number):
    return [replace(s, target_on=s.target_on + timedelta(days=number)) for s in plan(wood)]


def test_two_changes_are_both_kept_with_what_was_planned_before(wood):
    """Collaborate 2: the timetable changed twice; both changes stay in the record."""
    set_dates(wood)
    change(wood, shifted(wood, 31), "Five months were not practical")
    change(wood, shifted(wood, 60), "Four more months to spend the grant", at=LATER)
    versions = versions_of(wood.programme)
    assert [v.number for v in versions] == [1, 2, 3]
    assert [s.target_on for s in versions[0].stages] == list(TARGETS)
    assert (versions[2].stages[4].target_on - TARGETS[4]).days == 91
    assert [v.reason for v in versions[1:]] == [
        "Five months were not practical",
        "Four more months to spend the grant",
    ]
    assert "Focus 31 days later" in versions[1].what
    assert len(entries("change_timetable")) == 2


def test_stages_are_added_renamed_reordered_and_removed_in_one_go(wood):
    first, focus, made, doing, back = plan(wood)
    wanted = [focus, first, replace(made, name="Workplan"), PlannedStage("", "Spending"), back]
    change(wood, wanted)
    names = list(wood.programme.stages.order_by("position").values_list("name", flat=True))
    assert names == ["Focus", "Finding out", "Workplan", "Spending", "Looking back"]
    told = entries("change_timetable")[0]["what"]
    assert "Plan is now called Workplan" in told
    assert "Spending added" in told
    assert "Doing removed" in told
    assert "new order of Focus and Finding out" in told


def test_a_running_programme_needs_a_reason(wood):
    set_dates(wood)
    with pytest.raises(BadInput) as caught:
        change(wood, shifted(wood, 7), reason="  ")
    assert "reason" in caught.value.fields
    assert TimetableChange.objects.count() == 0


def test_while_it_is_set_up_no_reason_is_needed_and_no_plan_is_kept(wood):
    wood.programme.state = ProgrammeState.DRAFT
    wood.programme.save()
    set_dates(wood)
    assert change(wood, shifted(wood, 7), reason="") is None
    assert plan(wood)[0].target_on == TARGETS[0] + timedelta(days=7)
    assert len(versions_of(wood.programme)) == 1
    assert len(entries("change_timetable")) == 1


def test_new_wording_alone_is_a_change_that_says_so(wood):
    set_dates(wood)
    first, *others = plan(wood)
    change(wood, [replace(first, description="Ask every member"), *others], "Clearer")
    assert versions_of(wood.programme)[1].what == "wording of stages"
    assert entries("change_timetable")[0]["what"] == "Finding out described anew"


def test_no_difference_is_no_change(wood):
    set_dates(wood)
    assert change(wood, plan(wood)) is None
    assert entries("change_timetable") == []


def test_a_stage_that_a_cluster_was_in_stays(wood):
    in_stage(wood)
    with pytest.raises(WrongState, match="Finding out"):
        change(wood, plan(wood)[1:])
    assert wood.programme.stages.count() == 5


def test_faults_are_told_beside_their_stages(wood):
    set_dates(wood)
    wanted = plan(wood)
    wanted[1] = replace(wanted[1], name="")
    wanted[3] = replace(wanted[3], target_on=date(2026, 1, 31))
    with pytest.raises(BadInput) as caught:
        change(wood, wanted)
    assert sorted(caught.value.fields) == ["stage-1", "stage-3"]


def test_a_plan_cannot_be_empty(wood):
    with pytest.raises(BadInput):
        change(wood, [])


def test_the_second_of_two_is_told(wood):
    set_dates(wood)
    change(wood, shifted(wood, 7), version=1)
    with pytest.raises(ChangedMeanwhile):
        change(wood, shifted(wood, 9), version=1)


def test_facilitators_are_written_to_and_those_next_door_are_not(wood):
    set_dates(wood)
    change(wood, shifted(wood, 7), reason="The funder asked")
    letters = Message.objects.filter(kind="clusters.timetable_changed")
    assert [m.person for m in letters] == [wood.people["ash"]]
    assert "The funder asked" in letters[0].body


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        change(wood, plan(wood), by="ash")
