"""Those who run a cluster note which steps of the playbook it did."""

from datetime import timedelta

import pytest

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.events.playbook import TOLD
from spinney.diagnostics.models import StepDone
from spinney.diagnostics.queries.playbook import done_in
from tests.diagnostics.playbook import did
from tests.personas import TODAY


def test_it_is_there_with_its_day_and_the_record_says_so(wood):
    done = did(wood, "icebreakers", note="  Good fun.  ")
    assert done_in(wood.ash, wood.cluster.pk) == [done]
    assert (done.note, done.noted_by) == ("Good fun.", wood.ash.label)
    entry = Entry.objects.get(verb="diagnostics.note_step")
    assert entry.book == f"cluster:{wood.cluster.pk}"
    assert entry.detail == {"title": "Icebreakers", "done_on": TODAY.isoformat()}


def test_only_those_who_run_it_are_told(wood):
    for sentence in TOLD.values():
        assert sentence.readers == {Role.FACILITATOR, Role.PROGRAMME_MANAGER}


def test_a_step_can_be_done_again(wood):
    did(wood, "feedback", on=TODAY - timedelta(days=30))
    did(wood, "feedback")
    days = [one.done_on for one in done_in(wood.rowan, wood.cluster.pk)]
    assert days == [TODAY, TODAY - timedelta(days=30)]


def test_no_day_to_come(wood):
    with pytest.raises(BadInput) as refused:
        did(wood, "icebreakers", on=TODAY + timedelta(days=1))
    assert "done_on" in refused.value.fields


def test_an_unknown_step_is_not_there(wood):
    with pytest.raises(NotFound):
        did(wood, "no-such-step")


@pytest.mark.parametrize(
    ("who", "error"),
    [("birch", NotAllowed), ("cedar", NotAllowed), ("hazel", NotFound), ("willow", NotFound)],
)
def test_others_may_not(wood, who, error):
    with pytest.raises(error):
        did(wood, "icebreakers", by=who)
    assert not StepDone.objects.exists()
