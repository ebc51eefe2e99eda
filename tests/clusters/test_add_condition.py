"""A stage asks something more of its clusters."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.clusters.actions.conditions import add_condition
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import entries, set_dates
from tests.personas import NOON


def add(wood, text="Survey answered", by="rowan"):
    stage = set_dates(wood)[4]
    return add_condition(stage=stage, text=text, of_grant=True, by=wood.actor(by), now=NOON)


def test_it_comes_after_those_that_are_there(wood):
    first, second = add(wood, "Event attended"), add(wood)
    assert (first.position, second.position) == (0, 1)
    assert second.of_grant
    assert entries("add_condition")[1] == {
        "stage": "Looking back",
        "text": "Survey answered",
        "of_grant": True,
    }


def test_it_says_something(wood):
    with pytest.raises(BadInput):
        add(wood, "  ")


def test_not_once_the_programme_is_closed(wood):
    wood.programme.state = ProgrammeState.CLOSED
    wood.programme.save()
    with pytest.raises(WrongState):
        add(wood)


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        add(wood, by="ash")
