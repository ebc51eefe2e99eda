"""A closed programme opens again, with a reason."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.clusters.actions.programmes import close_programme, reopen_programme
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import entries
from tests.personas import NOON


def test_it_runs_again_and_the_reason_is_kept(wood):
    close_programme(programme=wood.programme, by=wood.rowan, now=NOON)
    reopen_programme(programme=wood.programme, reason="More money", by=wood.rowan, now=NOON)
    wood.programme.refresh_from_db()
    assert wood.programme.state == ProgrammeState.RUNNING
    assert entries("reopen_programme")[0]["reason"] == "More money"


def test_a_reason_is_needed(wood):
    close_programme(programme=wood.programme, by=wood.rowan, now=NOON)
    with pytest.raises(BadInput) as caught:
        reopen_programme(programme=wood.programme, reason=" ", by=wood.rowan, now=NOON)
    assert "reason" in caught.value.fields


def test_only_what_is_closed_opens(wood):
    with pytest.raises(WrongState):
        reopen_programme(programme=wood.programme, reason="Why not", by=wood.rowan, now=NOON)


def test_only_managers(wood):
    close_programme(programme=wood.programme, by=wood.rowan, now=NOON)
    with pytest.raises(NotAllowed):
        reopen_programme(programme=wood.programme, reason="Mine", by=wood.birch, now=NOON)
