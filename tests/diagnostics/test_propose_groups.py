"""Groups are worked out in the background, from what is known when they are asked for."""

from unittest import mock

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.work import jobs
from spinney.base.work.jobs import run_job
from spinney.base.work.models import Job
from spinney.diagnostics.actions.groups import (
    GroupingText,
    add_pair,
    edit_grouping,
    make_grouping,
    propose_groups,
)
from spinney.diagnostics.bridge import grouping as bridge
from spinney.diagnostics.bridge.grouping import SURVEY, Settings
from spinney.diagnostics.models import Proposal
from spinney.register.models import Organisation
from tests.access import client_of
from tests.diagnostics.findings import answered_survey
from tests.diagnostics.groupings import SETTINGS, answered, asked, locality
from tests.personas import NOON

pytestmark = pytest.mark.slow


def put(wood, grouping, who="ash"):
    with mock.patch.object(type(run_job), "enqueue"):
        return propose_groups(grouping=grouping, return_to="/", by=wood.actor(who), now=NOON)


def test_several_proposals_with_the_problem_as_it_was_put(wood):
    here = locality(wood)
    grouping = asked(wood)
    found = answered(wood, grouping)
    assert grouping.state == "proposed"
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert len(found) > 1
    assert found[0].problem == grouping.problem
    by_key = {one["key"]: one for one in found[0].problem["organisations"]}
    beck = by_key[str(here["Beck"].uid)]
    assert (beck["needs"], beck["offers"], beck["fragile"]) == ({"hr": 3}, {"finance": 3}, True)
    assert by_key[str(here["Gorse"].uid)]["latitude"] is None


def test_again_keeps_earlier_ones(wood):
    locality(wood)
    grouping = asked(wood)
    first = answered(wood, grouping)
    text = GroupingText("Spring groups", Settings(source="inventory", min_size=2, max_size=3))
    edit_grouping(grouping=grouping, text=text, version=None, by=wood.ash, now=NOON)
    every = answered(wood, grouping)
    assert every[: len(first)] == first
    new = every[len(first)]
    assert (new.problem["rules"]["max_size"], first[0].problem["rules"]["max_size"]) == (3, 4)


def test_needs_come_from_a_survey(wood):
    survey = answered_survey(wood)
    text = GroupingText("x", Settings(source=SURVEY, max_size=4), survey)
    grouping = make_grouping(place=cluster_scope(wood.cluster.pk), text=text, by=wood.ash, now=NOON)
    put(wood, grouping)
    grouping.refresh_from_db()
    people = grouping.problem["organisations"]
    birch = next(one for one in people if one["name"] == "Birch House")
    assert len(people) == 6
    assert birch["needs"]["hr"] == 3
    assert birch["offers"] == {"hr": 2}


def test_too_few_are_said(wood):
    grouping = asked(wood)  # Birch House alone
    with pytest.raises(BadInput, match="There are 1 organisations"):
        put(wood, grouping)
    there = reverse("diagnostics:propose-groups", args=[grouping.scope, grouping.pk])
    page = client_of(wood, "ash").post(there, follow=True).content.decode()
    assert "Ask more of them first, or allow smaller groups." in page
    assert Job.objects.count() == 0


def test_contradictions_are_said_with_names(wood):
    here = locality(wood)
    grouping = asked(wood)
    a, b, c = (str(here[name].uid) for name in ("Alder", "Beck", "Cote"))
    for rule, pair in (("together", (a, b)), ("together", (b, c)), ("apart", (a, c))):
        add_pair(grouping=grouping, rule=rule, pair=pair, by=wood.ash, now=NOON)
    with pytest.raises(BadInput) as told:
        put(wood, grouping)
    assert "Alder Trust and Cote Street must be together by one rule" in str(told.value)


def test_a_kind_that_nobody_is_is_said(wood):
    locality(wood)
    with pytest.raises(BadInput, match="“Statutory”"):
        put(wood, asked(wood, kinds=("statutory",)))


def test_more_than_the_site_takes(wood, monkeypatch):
    locality(wood)
    monkeypatch.setattr(bridge, "MOST", 5)
    with pytest.raises(BadInput, match="spinney groups propose"):
        put(wood, asked(wood))


def test_the_register_alone_will_do(wood):
    for number in range(6):
        Organisation.objects.create(
            name=f"Ridge {number}", town="Ridgeway", latitude=53.8 + number / 100, longitude=-1.5
        )
    found = answered(wood, asked(wood, source="register", area="Ridgeway"))
    assert len(found[0].problem["organisations"]) == 6
    assert found[0].result["groups"]


def test_one_at_a_time_and_a_stopped_one_again(wood):
    locality(wood)
    grouping = asked(wood)
    job = put(wood, grouping)
    with pytest.raises(WrongState):
        put(wood, grouping)
    jobs.cancel(job, now=NOON)
    page = client_of(wood, "ash").get(
        reverse("diagnostics:grouping", args=[grouping.scope, grouping.pk])
    )
    assert "It was stopped before groups were found." in page.content.decode()
    assert put(wood, grouping).uid != job.uid


def test_work_that_was_cut_off_is_taken_up_and_kept_once(wood):
    locality(wood)
    grouping = asked(wood)
    job = put(wood, grouping)

    class Killed(BaseException):
        """As when the process is killed: nothing gets to clean up."""

    with (
        mock.patch("spinney.diagnostics.tasks.groups.keep_proposals", side_effect=Killed),
        pytest.raises(Killed),
    ):
        run_job.func(uid=str(job.uid))
    assert Proposal.objects.count() == 0
    assert run_job.func(uid=str(job.uid)) == "done"
    kept = Proposal.objects.count()
    assert kept > 0
    # Cut off after it was kept and before the job was told to be done: once is enough.
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    assert run_job.func(uid=str(job.uid)) == "done"
    assert Proposal.objects.count() == kept


def test_time_that_is_up_keeps_the_best_so_far(wood, monkeypatch):
    locality(wood)
    monkeypatch.setattr("spinney.diagnostics.tasks.groups.LONGEST_SECONDS", 0)
    grouping = asked(wood)
    found = answered(wood, grouping)
    assert found[0].result["cut_short"]
    page = client_of(wood, "ash").get(
        reverse("diagnostics:proposal", args=[grouping.scope, grouping.pk, 1])
    )
    assert "The time was up before everything was tried." in page.content.decode()


def test_members_cannot(wood):
    locality(wood)
    with pytest.raises(NotAllowed):
        put(wood, asked(wood), "birch")


def test_settings_go_to_json_and_back():
    settings = Settings(kinds=("a",), together=(("x", "y"),), apart=(("p", "q"),), most_fragile=0)
    assert Settings.from_json(settings.as_json()) == settings
    assert Settings.from_json(SETTINGS.as_json()) == SETTINGS
