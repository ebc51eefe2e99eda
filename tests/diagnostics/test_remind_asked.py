"""A reminder goes to those who have not sent, and tells nobody who has."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.base.post.outbox import deliveries
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.base.work.models import Job
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.models import Asked
from spinney.diagnostics.states import AskedState, Mode
from spinney.diagnostics.tasks.surveys import remind_before_closing
from tests.diagnostics.surveys import CLOSES, ask, invitee, make_survey, open_survey, send
from tests.personas import NOON

LATER = NOON + timedelta(days=5)


def remind(survey, by, now=LATER):
    return survey_times.remind_asked(survey=survey, by=by, now=now)


def reminded(since):
    return set(Message.objects.filter(made_at__gte=since).values_list("email", flat=True))


@pytest.mark.parametrize("mode", list(Mode))
def test_only_those_who_have_not_sent(wood, mode):
    survey = open_survey(wood, mode=mode)
    done, begun, refused, waiting = survey.asked.order_by("pk")
    send(done, detached=mode == Mode.DETACHED)
    Asked.objects.filter(pk=begun.pk).update(state=AskedState.STARTED)
    Asked.objects.filter(pk=refused.pk).update(state=AskedState.DECLINED)
    remind(survey, wood.ash)
    assert reminded(LATER) == {begun.email, waiting.email}


def test_nothing_that_is_kept_or_shown_tells_who_that_was(wood):
    survey = open_survey(wood, mode=Mode.DETACHED)
    done, *waiting = survey.asked.order_by("pk")
    send(done, detached=True)
    subjects = [subject_of(one) for one in survey.asked.all()]
    before = deliveries(subjects)
    remind(survey, wood.ash)
    assert deliveries(subjects) == before
    assert set(survey.asked.values_list("reminded_at", flat=True)) == {LATER}
    entry = Entry.objects.get(verb="diagnostics.remind_asked")
    assert entry.detail == {"title": "Who needs what"}


def test_the_letter_tells_nothing_either(wood):
    survey = open_survey(wood)
    send(survey.asked.order_by("pk").first())
    remind(survey, wood.ash)
    body = " ".join(Message.objects.latest("pk").body.split())
    assert "what you have written so far is kept" in body
    for word in ("answered already", "of 4", "Birch House"):
        assert word not in body


def test_a_job_counts_everybody_it_looked_at(wood, do_waiting_work):
    survey = make_survey(wood, in_programme=True, mode=Mode.DETACHED)
    rows = ask(survey, wood, *(invitee(number) for number in range(50)))
    survey_times.open_survey(survey=survey, by=wood.rowan, now=NOON)
    do_waiting_work()
    for asked in rows[:20]:
        send(asked, detached=True)
    remind(survey, wood.rowan)
    do_waiting_work()
    job = Job.objects.order_by("pk").last()
    assert (job.done, job.total, job.result) == (50, 50, {"asked": 50})
    assert "50 organisations" in job.title
    assert Message.objects.filter(about=subject_of(survey)).count() == 30


def test_once_a_day(wood):
    survey = open_survey(wood)
    with pytest.raises(WrongState, match="written to today"):
        remind(survey, wood.ash, now=NOON)
    remind(survey, wood.ash)
    with pytest.raises(WrongState, match="went out today"):
        remind(survey, wood.ash)


def test_not_after_it_closed(wood):
    with pytest.raises(WrongState, match="closed"):
        remind(open_survey(wood), wood.ash, now=CLOSES + timedelta(days=1))


def test_by_itself_seven_and_two_days_before(wood):
    survey = open_survey(wood)
    sent = []
    for day in range(1, 22):
        at = NOON + timedelta(days=day)
        before = Message.objects.count()
        remind_before_closing(at)
        if Message.objects.count() > before:
            sent.append((CLOSES.date() - at.date()).days)
    assert sent == [7, 2]
    assert survey.asked.count() == 4


def test_not_by_itself_the_day_after_one_by_hand(wood):
    survey = open_survey(wood)
    remind(survey, wood.ash, now=CLOSES - timedelta(days=8))
    before = Message.objects.count()
    remind_before_closing(CLOSES - timedelta(days=7))
    assert Message.objects.count() == before
