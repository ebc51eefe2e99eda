"""Opening writes to everybody asked, each with a link of its own and the promise in words."""

from datetime import timedelta

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.record.timeline import entries_for, timeline
from spinney.base.work.models import Job
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.events.surveys import survey_opened
from spinney.diagnostics.models import Asked
from spinney.diagnostics.states import Mode, SurveyState
from tests.access import client_of
from tests.diagnostics.surveys import CLOSES, ask, invitee, make_survey, open_survey
from tests.personas import NOON


def opened(survey, by):
    return survey_times.open_survey(survey=survey, by=by, now=NOON)


def body(message):
    return " ".join(message.body.split())


def test_each_gets_a_letter_with_a_link_of_its_own(wood):
    survey = open_survey(wood)
    assert (survey.state, survey.opens_at) == (SurveyState.OPEN, NOON)
    links = TaskLink.objects.filter(verb="diagnostics.answer_survey")
    assert {link.subject for link in links} == {
        f"diagnostics.Asked:{one.pk}" for one in survey.asked.all()
    }
    assert {link.expires_at for link in links} == {CLOSES + timedelta(days=14)}
    assert {(link.minutes, link.may_forward) for link in links} == {(6, True)}
    assert {link.scope for link in links} == {f"cluster:{wood.cluster.pk}"}


def test_the_subject_says_deed_day_and_minutes_and_the_body_who_sees_what(wood):
    open_survey(wood)
    message = Message.objects.get(email="birch@example.org")
    assert message.subject == (
        "Answer by Fri 10 April, 6 minutes: “Who needs what”, for Birch House"
    )
    said = body(message)
    assert "Ash (facilitator of The Spinney) sees your answers with your organisation’s" in said
    assert "see totals only, never of fewer than 3 organisations" in said
    assert "We ask before we plan." in said
    assert "Hedge" not in said  # nobody is told who else is asked


def test_in_a_programme_its_manager_is_named(wood):
    open_survey(wood, in_programme=True)
    said = body(Message.objects.get(email="birch@example.org"))
    assert "Rowan (manager of the programme Growing Together) sees your answers" in said


def test_a_detached_one_promises_that_nobody_can_tell(wood):
    open_survey(wood, mode=Mode.DETACHED)
    said = body(Message.objects.get(email="birch@example.org"))
    assert "Nobody can tell which organisation said what" in said


def test_it_is_told_and_announced(wood):
    heard = []
    survey_opened.connect(receiver := lambda **news: heard.append(news["survey"].pk))
    survey = open_survey(wood)
    survey_opened.disconnect(receiver)
    assert heard == [survey.pk]
    told = timeline(entries_for(wood.cedar, survey.scope))
    assert [line.text for line in told] == [
        "The survey “Who needs what” opened. 4 organisations are asked."
    ]


def test_not_without_anybody(wood):
    with pytest.raises(WrongState, match="Choose first who is asked"):
        opened(make_survey(wood), wood.ash)


def test_not_while_somebody_has_no_address(wood):
    survey = make_survey(wood)
    first, *_ = ask(survey, wood)
    Asked.objects.filter(pk=first.pk).update(email="")
    with pytest.raises(WrongState, match="no e-mail address"):
        opened(survey, wood.ash)


def test_a_detached_one_not_to_so_few_that_nothing_could_be_shown(wood):
    survey = make_survey(wood, mode=Mode.DETACHED, minimum=4)
    ask(survey, wood)
    with pytest.raises(WrongState, match="at least 4"):
        opened(survey, wood.ash)


def test_not_after_its_day_and_not_twice(wood):
    survey = make_survey(wood)
    ask(survey, wood)
    with pytest.raises(BadInput):
        survey_times.open_survey(survey=survey, by=wood.ash, now=CLOSES + timedelta(days=1))
    opened(survey, wood.ash)
    with pytest.raises(WrongState):
        opened(survey, wood.ash)


def test_hundreds_are_written_to_by_a_job_nobody_twice(wood, do_waiting_work):
    survey = make_survey(wood, in_programme=True)
    ask(survey, wood, *(invitee(number) for number in range(120)))
    opened(survey, wood.rowan)
    page = client_of(wood, "rowan").get(f"/programmes/{wood.programme.pk}/surveys/{survey.pk}/")
    assert "Writing to 120 organisations" in page.content.decode()
    do_waiting_work()
    job = Job.objects.get(kind="diagnostics.write_to_asked")
    assert (job.state, job.done, job.total) == (Job.State.DONE, 120, 120)
    links = TaskLink.objects.filter(verb="diagnostics.answer_survey")
    assert links.values("subject").distinct().count() == links.count() == 120
    assert Entry.objects.filter(verb="diagnostics.open_survey").count() == 1
