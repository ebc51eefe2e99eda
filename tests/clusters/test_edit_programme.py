"""Managers change what the funder sets; two at once are told of each other."""

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound, WrongState
from spinney.clusters.actions.programmes import PARAMETER_NAMES, Parameters, edit_programme
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import LATER, entries
from tests.personas import NOON


def present(wood):
    return Parameters(**{name: getattr(wood.programme, name) for name in PARAMETER_NAMES})


def edit(wood, by="rowan", version=1, at=NOON, **changes):
    return edit_programme(
        programme=wood.programme,
        parameters=replace(present(wood), **changes),
        version=version,
        by=wood.actor(by),
        now=at,
    )


def test_what_changed_is_recorded_with_before_and_after(wood):
    edit(wood, grant_pence=2_000_000)
    wood.programme.refresh_from_db()
    assert wood.programme.grant_pence == 2_000_000
    assert wood.programme.version == 2
    told = entries("edit_programme")[0]
    assert told["what"] == "grant for each cluster"
    assert (told["before"], told["after"]) == (
        {"grant_pence": 1_500_000},
        {"grant_pence": 2_000_000},
    )


def test_saving_without_a_change_is_no_change(wood):
    assert edit(wood).version == 1
    assert entries("edit_programme") == []


def test_the_second_of_two_is_told_what_the_first_changed(wood):
    edit(wood, grant_pence=2_000_000)
    edit(wood, version=2, grant_pence=1_800_000, at=LATER)
    with pytest.raises(ChangedMeanwhile) as caught:
        edit(wood, version=1, name="Growing Better")
    assert caught.value.changes == {"grant_pence": (1_500_000, 1_800_000)}
    wood.programme.refresh_from_db()
    assert wood.programme.name == "Growing Together"


def test_a_closed_programme_stays_as_it_was(wood):
    wood.programme.state = ProgrammeState.CLOSED
    wood.programme.save()
    with pytest.raises(WrongState):
        edit(wood, name="Other")


def test_bad_parameters_are_refused(wood):
    with pytest.raises(BadInput):
        edit(wood, brand_pattern="No place")


@pytest.mark.parametrize(
    ("who", "error"),
    [("ash", NotAllowed), ("birch", NotAllowed), ("elm", NotFound), ("hazel", NotFound)],
)
def test_only_managers(wood, who, error):
    with pytest.raises(error):
        edit(wood, by=who, name="Other")
