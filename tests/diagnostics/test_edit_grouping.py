"""The question is changed; proposals and rules about pairs stay."""

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, WrongState
from spinney.base.work.models import Job
from spinney.diagnostics.actions.groups import GroupingText, add_pair, edit_grouping
from spinney.diagnostics.bridge.grouping import Settings
from spinney.diagnostics.models import Grouping
from spinney.diagnostics.states import GroupingState
from tests.access import client_of
from tests.diagnostics.groupings import SETTINGS, asked, locality, proposed
from tests.personas import NOON


def edit(wood, grouping, version=None, who="ash", **settings):
    text = GroupingText("Summer", replace(SETTINGS, **settings))
    return edit_grouping(
        grouping=grouping, text=text, version=version, by=wood.actor(who), now=NOON
    )


def test_pairs_and_proposals_stay(wood):
    here = locality(wood)
    grouping = asked(wood)
    pair = (str(here["Alder"].uid), str(here["Beck"].uid))
    add_pair(grouping=grouping, rule="apart", pair=pair, by=wood.ash, now=NOON)
    proposals = proposed(wood, grouping)
    changed = edit(wood, grouping, max_size=5)
    settings = Settings.from_json(changed.settings)
    assert (changed.title, settings.max_size, settings.apart) == ("Summer", 5, (pair,))
    assert list(grouping.proposals.all()) == proposals
    assert proposals[0].problem["rules"]["max_size"] == 4


def test_two_change_it_at_once(wood):
    grouping = asked(wood)
    edit(wood, grouping, version=1, max_size=5)
    with pytest.raises(ChangedMeanwhile) as told:
        edit(wood, grouping, version=1, max_size=6)
    assert told.value.changes["max_size"] == (4, 5)


def test_not_while_it_is_worked_out(wood):
    grouping = asked(wood)
    job = Job.objects.create(kind="x", title="x", asked_at=NOON, state=Job.State.RUNNING)
    Grouping.objects.update(state=GroupingState.WORKING, job_uid=job.uid)
    with pytest.raises(WrongState):
        edit(wood, grouping)
    job.state = Job.State.FAILED
    job.save()
    assert edit(wood, grouping).title == "Summer"


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        edit(wood, asked(wood), who="birch")


def test_the_page_shows_what_was_said(wood):
    grouping = asked(wood, most_fragile=2, kinds=("academic",))
    there = f"/clusters/{wood.cluster.pk}/groupings/{grouping.pk}/edit-grouping/"
    form = client_of(wood, "ash").get(there).context["form"]
    assert form.initial["most_fragile"] == 2
    assert form.initial["source"] == "inventory"
    assert form.initial["kinds"] == ("academic",)
