"""A gathering is put down, held or to come."""

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.clusters.actions.gatherings import Occasion, add_gathering
from tests.clusters.programmes import entries
from tests.personas import NOON


def add(wood, by="ash", **occasion):
    wanted = Occasion(**{"title": "Core group", "held_on": date(2026, 4, 2), **occasion})
    return add_gathering(cluster=wood.cluster, occasion=wanted, by=wood.actor(by), now=NOON)


def test_it_stands_on_the_list_and_is_told(wood):
    made = add(wood, where=" Birch House ")
    assert (made.title, made.where) == ("Core group", "Birch House")
    assert entries("add_gathering")[0] == {"title": "Core group", "held_on": "2 April 2026"}


def test_it_has_a_title(wood):
    with pytest.raises(BadInput):
        add(wood, title=" ")


@pytest.mark.parametrize(("who", "error"), [("birch", NotAllowed), ("sorrel", NotFound)])
def test_facilitators_and_managers_only(wood, who, error):
    with pytest.raises(error):
        add(wood, by=who)
    assert add(wood, by="rowan")
