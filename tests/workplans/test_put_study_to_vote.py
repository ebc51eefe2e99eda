"""The ways of a study become the options of a ballot, once."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.studies import put_study_to_vote
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db

COSTS = [{"words": "Rent", "kind": "running", "pence": [100_000, 100_000, 100_000]}]


def test_each_way_is_an_option_with_what_it_costs(wood: Wood) -> None:
    found = a_study(wood.cluster, state="open")
    found.options.filter(position=1).update(costs=COSTS)
    ballot = put_study_to_vote(study=found, by=wood.ash, now=NOON)
    options = {one.title: one for one in ballot.options.all()}
    assert set(options) == {"One of us hosts", "A company of our own"}
    assert options["A company of our own"].cost_pence == 100_000
    assert "£3,000 in three years" in options["A company of our own"].evidence
    with pytest.raises(WrongState):
        put_study_to_vote(study=found, by=wood.ash, now=NOON)
