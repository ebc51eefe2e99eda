"""An organisation is taken off, unless that would tell whether it has answered."""

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions import asked as actions
from spinney.diagnostics.states import AskedState, Mode
from tests.diagnostics.surveys import ask, make_survey, open_survey, send
from tests.personas import NOON


def stop(asked, by):
    return actions.stop_asking(asked=asked, by=by, now=NOON)


def test_its_links_end(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    assert stop(asked, wood.ash).state == AskedState.WITHDRAWN
    link = TaskLink.objects.get(subject=subject_of(asked))
    assert link.revoked_at == NOON
    with pytest.raises(WrongState, match="not asked any more"):
        stop(asked, wood.ash)


def test_not_one_that_has_sent_its_answers(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    send(asked)
    with pytest.raises(WrongState, match="its own"):
        stop(asked, wood.ash)


def test_in_an_open_survey_not_by_who_may_not_see_who_has_answered(wood):
    first, second, *_ = open_survey(wood).asked.order_by("pk")
    send(first)
    for asked in (first, second):
        with pytest.raises(NotAllowed, match="who may see who has answered"):
            stop(asked, wood.rowan)


def test_in_a_detached_survey_only_before_it_opens(wood):
    survey = make_survey(wood, mode=Mode.DETACHED)
    first, *_ = ask(survey, wood)
    assert stop(first, wood.ash).state == AskedState.WITHDRAWN
    first, second, *_ = open_survey(wood, mode=Mode.DETACHED).asked.order_by("pk")
    send(first, detached=True)
    for asked in (first, second):
        with pytest.raises(WrongState, match="would give one away"):
            stop(asked, wood.ash)
