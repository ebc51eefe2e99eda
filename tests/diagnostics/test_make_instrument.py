"""Questions of one's own are begun."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.instruments import make_instrument
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.states import Area
from tests.personas import NOON


def make(wood, by="ash", title="What we need from ICT", place=None):
    place = place or wood.cluster
    return make_instrument(place=place, title=title, purpose=" Why ", by=wood.actor(by), now=NOON)


def test_a_draft_is_there_with_the_usual_areas_and_nothing_asked(wood):
    draft = make(wood)
    said = definition_of(draft)
    assert (draft.state, draft.number, draft.instrument.cluster) == ("draft", 1, wood.cluster)
    assert (said.title, said.purpose, said.sections) == ("What we need from ICT", "Why", ())
    assert dict(said.areas) == {area.value: area.label for area in Area}
    assert Entry.objects.get(verb="diagnostics.make_instrument").detail["title"] == said.title


def test_it_needs_a_name(wood):
    with pytest.raises(BadInput):
        make(wood, title="  ")


@pytest.mark.parametrize("by", ["birch", "cedar", "willow", "nobody"])
def test_only_who_runs_the_place(wood, by):
    with pytest.raises((NotAllowed, NotFound)):
        make(wood, by=by)


def test_a_programme_s_are_its_managers_to_write(wood):
    assert make(wood, by="rowan", place=wood.programme).instrument.programme == wood.programme
    with pytest.raises(NotAllowed):
        make(wood, by="ash", place=wood.programme)
