"""What was noted by mistake no longer counts."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.playbook import take_back_step
from spinney.diagnostics.models import StepDone
from spinney.diagnostics.queries.playbook import done_in
from tests.diagnostics.playbook import did
from tests.personas import NOON, TODAY


def test_it_no_longer_counts(wood):
    done = did(wood, "vision")
    take_back_step(done=done, by=wood.rowan, now=NOON)
    assert done_in(wood.ash, wood.cluster.pk) == []
    assert Entry.objects.get(verb="diagnostics.take_back_step").detail["title"]


def test_once_is_enough(wood):
    done = did(wood, "vision")
    take_back_step(done=done, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        take_back_step(done=done, by=wood.ash, now=NOON)


def test_a_step_that_this_release_does_not_know_can_be_taken_back(wood):
    done = StepDone.objects.create(
        cluster=wood.cluster, step="from-elsewhere", done_on=TODAY, noted_at=NOON, noted_by="x"
    )
    take_back_step(done=done, by=wood.ash, now=NOON)
    assert Entry.objects.get(verb="diagnostics.take_back_step").detail["title"] == "from-elsewhere"


def test_members_may_not(wood):
    with pytest.raises(NotAllowed):
        take_back_step(done=did(wood, "vision"), by=wood.birch, now=NOON)
