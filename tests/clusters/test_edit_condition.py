"""A condition is said in other words until a cluster has met it."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.conditions import Shown, edit_condition, meet_condition
from tests.clusters.programmes import asks, entries, in_stage
from tests.personas import NOON, TODAY


def edit(wood, condition, text="Signed by all", of_grant=False, by="rowan"):
    return edit_condition(
        condition=condition, text=text, of_grant=of_grant, by=wood.actor(by), now=NOON
    )


@pytest.fixture
def condition(wood):
    return asks(in_stage(wood)[0])


def test_words_and_weight_change_and_the_old_ones_are_recorded(wood, condition):
    edit(wood, condition)
    condition.refresh_from_db()
    assert (condition.text, condition.of_grant) == ("Signed by all", False)
    assert entries("edit_condition")[0]["before"] == {
        "text": "Ground rules signed",
        "of_grant": True,
    }


def test_once_it_is_met_its_words_stay(wood, condition):
    meet_condition(
        cluster=wood.cluster, condition=condition, shown=Shown(TODAY, "Copy"), by=wood.ash, now=NOON
    )
    with pytest.raises(WrongState, match="met this condition already"):
        edit(wood, condition)
    edit(wood, condition, text=condition.text, of_grant=False)
    condition.refresh_from_db()
    assert not condition.of_grant


def test_only_managers(wood, condition):
    with pytest.raises(NotAllowed):
        edit(wood, condition, by="ash")
