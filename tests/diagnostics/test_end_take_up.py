"""Help that was taken up comes to its end, with what came of it."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.support import end_take_up
from tests.diagnostics.supporting import YESTERDAY, entry
from tests.diagnostics.test_note_take_up import note
from tests.personas import NOON, TODAY


def test_its_end_and_outcome(wood):
    found = note(wood, entry(wood))
    found = end_take_up(
        take_up=found, ended_on=TODAY, outcome="Payroll runs by itself", by=wood.ash, now=NOON
    )
    assert (found.ended_on, found.outcome) == (TODAY, "Payroll runs by itself")


@pytest.mark.parametrize("day", [YESTERDAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_not_before_it_began_and_not_ahead(wood, day):
    with pytest.raises(BadInput):
        end_take_up(take_up=note(wood, entry(wood)), ended_on=day, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        end_take_up(take_up=note(wood, entry(wood)), ended_on=TODAY, by=wood.birch, now=NOON)
