"""A study that stalls keeps everything, with the reason and who was in it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.studies import stall_study
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_why_it_stalled_is_said(wood: Wood) -> None:
    found = a_study(wood.cluster, state="open")
    with pytest.raises(BadInput):
        stall_study(study=found, why=" ", by=wood.ash, now=NOON)
    done = stall_study(study=found, why="No money to begin with.", by=wood.ash, now=NOON)
    assert (done.state, done.options.count()) == ("stalled", 2)
    assert done.events.get().reason == "No money to begin with."
