"""What the pages of the playbook and of a facilitator's log say."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.clusters.models import Attendance, Gathering, Membership, Stage, StageMove
from spinney.clusters.states import MembershipState
from spinney.diagnostics.bridge.playbook import playbook
from spinney.diagnostics.engine.playbook.contents import Fact
from spinney.diagnostics.models import Episode, StepDone, Version
from spinney.diagnostics.queries.playbook import facts_of, standing
from spinney.diagnostics.states import VersionState
from spinney.register.models import Organisation
from tests.access import client_of
from tests.diagnostics.playbook import did, log
from tests.diagnostics.surveys import open_survey
from tests.diagnostics.themes import put
from tests.personas import NOON, TODAY


@pytest.fixture
def ash(wood):
    with time_machine.travel(datetime(2026, 3, 20, 12, tzinfo=ZoneInfo("UTC")), tick=False):
        yield client_of(wood, "ash")


def see(client, door, *args, **asked):
    page = client.get(reverse(f"diagnostics:{door}", args=args), asked)
    assert page.status_code == 200
    return page.content.decode()


def meet(wood, on, *hows):
    """A gathering with as many members as there are words of who came."""
    held = Gathering.objects.create(
        cluster=wood.cluster, title="Core group", held_on=on, made_at=NOON
    )
    for number, how in enumerate(hows):
        who, _ = Organisation.objects.get_or_create(name=f"Number {number}")
        member, _ = Membership.objects.get_or_create(
            cluster=wood.cluster, organisation=who,
            defaults={"tier": wood.tiers["core"], "admitted_to": wood.tiers["core"],
                      "state": MembershipState.ACTIVE, "asked_at": NOON,
                      "joined_on": date(2026, 1, 10)},
        )  # fmt: skip
        Attendance.objects.create(gathering=held, membership=member, how=how)


def test_the_way_in_is_for_those_who_run_the_cluster(wood, ash):
    here = reverse("clusters:cluster", args=[wood.cluster.pk])
    there = reverse("diagnostics:playbook", args=[wood.cluster.pk])
    assert there in ash.get(here).content.decode()
    assert there not in client_of(wood, "birch").get(here).content.decode()


def test_each_step_says_whether_it_was_done_here(wood, ash):
    did(wood, "icebreakers", on=date(2026, 3, 2))
    put(wood, "HR", "ICT")
    page = see(ash, "playbook", wood.cluster.pk)
    assert "Done 2 March 2026" in page
    assert "Looks done" in page
    assert "Your list has 2 themes." in page
    assert "You have noted 1 step as done" in page
    for step in playbook().steps:
        assert step.title in page


def test_every_step_and_sheet_and_moment_opens(wood, ash):
    here = wood.cluster.pk
    for step in playbook().steps:
        page = see(ash, "playbook-step", here, step.key)
        assert step.how[-1] in page
        assert step.goes_wrong[0].then in page
        sheet = see(ash, "step-sheet", here, step.key)
        for block in step.sheet.blocks:
            assert block.label in sheet
    for moment in playbook().moments:
        page = see(ash, "hard-moment", here, moment.key)
        for words in (*moment.do, *moment.do_not, *moment.shows, moment.why, moment.known_as):
            assert words in page
        assert moment.title in see(ash, "hard-moments", here)


def test_a_step_done_is_noted_and_undone_from_the_pages(wood, ash):
    there = reverse("diagnostics:note-step", args=[wood.cluster.pk, "vision"])
    refused = ash.post(there, {"done_on_day": "21", "done_on_month": "3", "done_on_year": "2026"})
    assert "still to come" in refused.content.decode()
    given = {"done_on_day": "3", "done_on_month": "3", "done_on_year": "2026"}
    told = ash.post(there, given | {"note": "A headline"}, follow=True).content.decode()
    assert "“A picture of a good year” is noted as done." in told
    assert "A headline" in see(ash, "playbook-step", wood.cluster.pk, "vision")
    undo = reverse("diagnostics:take-back-step", args=[wood.cluster.pk, StepDone.objects.get().pk])
    assert undo in told
    assert "no longer noted" in ash.post(undo, follow=True).content.decode()


def test_hopes_and_fears_can_be_asked_in_writing(wood, ash):
    page = see(ash, "playbook-step", wood.cluster.pk, "hopes-and-fears")
    there = reverse("diagnostics:make-survey", args=[cluster_scope(wood.cluster.pk)])
    assert "set up the survey “Hopes and fears”" in page
    link = page.split(f'href="{there}?asks=')[1].split('"')[0]
    form = ash.get(there, {"asks": link}).content.decode()
    assert f'value="{link}"' in form
    assert "set up the survey" not in see(ash, "playbook-step", wood.cluster.pk, "vision")


def test_a_cluster_without_a_record_shows_no_facts(wood):
    assert facts_of(wood.cluster, TODAY) == {}


def test_the_record_tells_who_came_and_who_left(wood):
    meet(wood, TODAY - timedelta(days=9), "in_person", "no_word", "apologies", "no_word")
    gone = Membership.objects.get(organisation__name="Number 3")
    gone.state, gone.left_on = MembershipState.LEFT, TODAY - timedelta(days=5)
    gone.save()
    facts = facts_of(wood.cluster, TODAY)
    assert facts[Fact.SOME_MISSING] == "1 of 4 came to the last gathering, on 11 March 2026."
    assert facts[Fact.SOMEBODY_LEFT] == "Number 3 left in the last 90 days."
    assert Fact.QUIET not in facts
    first = standing(wood.ash, wood.cluster, TODAY).suggestions[0]
    assert first.step.key == "building-trust"
    assert "Number 3" in first.because


def test_the_record_tells_a_quiet_time_instead_of_who_came(wood):
    meet(wood, TODAY - timedelta(days=61), "in_person", "no_word", "no_word")
    facts = facts_of(wood.cluster, TODAY)
    assert facts == {Fact.QUIET: "The last gathering that was noted was on 18 January 2026."}


def test_a_full_gathering_calls_for_nothing(wood):
    meet(wood, TODAY, "in_person", "remote", "deputy", "no_word")
    assert facts_of(wood.cluster, TODAY) == {}


def test_a_survey_of_hopes_and_fears_shows_that_they_were_asked(wood):
    version = Version.objects.get(instrument__key="hopes_and_fears", state=VersionState.PUBLISHED)
    open_survey(wood, asks=version)
    assert "Who needs what" in facts_of(wood.cluster, TODAY)[Fact.HOPES_ASKED]


def test_what_is_logged_gets_advice_at_once(wood, ash):
    there = reverse("diagnostics:log-episode", args=[wood.cluster.pk])
    form = see(ash, "log-episode", wood.cluster.pk, what="own-way")
    assert 'value="own-way"' in form.split("checked")[0].rsplit("<input", 1)[1]
    given = {"happened_on_day": "3", "happened_on_month": "3", "happened_on_year": "2026"}
    assert "Error" in ash.post(there, given).content.decode()
    page = ash.post(
        there, given | {"what": "own-way", "text": "A <b>new</b> idea"}, follow=True
    ).content.decode()
    assert "A &lt;b&gt;new&lt;/b&gt; idea" in page
    for words in playbook().moment_of["own-way"].do:
        assert words in page
    assert Episode.objects.get().happened_on == date(2026, 3, 3)


def test_it_is_changed_removed_and_brought_back_from_the_pages(wood, ash):
    episode = log(wood, "veto", text="First words")
    edit = reverse("diagnostics:edit-episode", args=[episode.pk])
    assert "First words" in ash.get(edit).content.decode()
    given = {"happened_on_day": "3", "happened_on_month": "3", "happened_on_year": "2026",
             "what": "under-threat", "version": 1}  # fmt: skip
    assert "One that feels under threat" in ash.post(edit, given, follow=True).content.decode()
    assert "changed" in ash.post(edit, given).content.decode()  # from another tab
    removed = ash.post(reverse("diagnostics:remove-episode", args=[episode.pk]), follow=True)
    assert "Removed lately" in removed.content.decode()
    assert "Bring it back" in see(ash, "episode", episode.pk)
    ash.post(reverse("diagnostics:restore-episode", args=[episode.pk]))
    assert "Removed lately" not in see(ash, "episodes")


def test_a_moment_that_a_later_playbook_dropped_is_still_hers(wood, ash):
    log(wood)
    Episode.objects.update(what="dropped-later")
    assert "dropped-later" in see(ash, "episodes")
    assert "dropped-later" in see(ash, "episode", Episode.objects.get().pk)
    assert "dropped-later" in see(ash, "episode-patterns")


def test_patterns_say_what_comes_again_and_in_which_stage(wood, ash):
    first, second = Stage.objects.filter(programme=wood.programme)[:2]
    turn = date(2026, 3, 1)
    for stage, since, until in ((first, date(2026, 1, 5), turn), (second, turn, None)):
        StageMove.objects.create(
            cluster=wood.cluster, stage=stage, entered_on=since, left_on=until, moved_by="x"
        )
    for on in (date(2026, 1, 6), date(2026, 1, 20), date(2026, 3, 10)):
        log(wood, "strong-member", happened_on=on)
    log(wood, "taking-credit", happened_on=date(2025, 12, 31))
    page = see(ash, "episode-patterns")
    assert "You logged 4 hard moments since 31 December 2025." in page
    assert "“A strong member sets the course” came 3 times." in page
    assert "Finding out: 2; Focus: 1" in page
    assert "In no stage: 1" in page
    assert "7 weeks, from 20 January 2026 to 10 March 2026" in page


def test_patterns_of_one_cluster_alone(wood, ash):
    log(wood, "veto")
    Episode.objects.create(
        cluster=wood.next_door, person=wood.people["ash"], kind="episode", what="own-way",
        happened_on=TODAY - timedelta(days=50), written_at=NOON,
    )  # fmt: skip
    both = see(ash, "episode-patterns")
    assert "You logged 2 hard moments" in both
    assert "The Copse: nothing since 29 January 2026, 7 weeks now" in both
    one = see(ash, "episode-patterns", cluster=wood.cluster.pk)
    assert "You logged 1 hard moment" in one
    assert "None came twice" in one
    assert "One that goes its own way" not in one
    # A cluster of which she logged nothing is no choice: all are shown.
    assert "You logged 2 hard moments" in see(ash, "episode-patterns", cluster=99999)
