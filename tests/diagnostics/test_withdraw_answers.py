"""Answers are taken back while the survey is open; what was written stays the organisation's."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import LinkEnded, NotAllowed, WrongState
from spinney.diagnostics.actions.sending import send_answers, withdraw_answers
from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.events.answers import answers_withdrawn
from spinney.diagnostics.models import Asked, Sheet, Survey
from tests.diagnostics.answering import answer, birch_asked, guest

pytestmark = pytest.mark.django_db


def sent(wood, **more):
    asked = birch_asked(wood, **more)
    by = guest(asked)
    answer(asked, by)
    send_answers(asked=Asked.objects.get(pk=asked.pk), agrees=True, by=by, now=timezone.now())
    return asked, by


def withdraw(asked, by):
    withdraw_answers(asked=Asked.objects.get(pk=asked.pk), by=by, now=timezone.now())


def test_results_do_without_them(wood):
    asked, by = sent(wood, mode="group")
    heard = []

    def hear(**news):
        heard.append(news["organisation_id"])

    answers_withdrawn.connect(hear)
    withdraw(asked, by)
    answers_withdrawn.disconnect(hear)
    fresh = Asked.objects.get(pk=asked.pk)
    assert sent_values(asked.survey) == []
    assert (fresh.state, fresh.agreed_at, fresh.agreed_by) == ("started", None, "")
    assert values_of(Sheet.objects.get(asked=asked))["staff"] == 4
    assert heard == [asked.organisation_id]


def test_they_can_be_sent_again(wood):
    asked, by = sent(wood)
    withdraw(asked, by)
    send_answers(asked=Asked.objects.get(pk=asked.pk), by=by, now=timezone.now())
    assert len(sent_values(asked.survey)) == 1


def test_what_was_never_sent_cannot_be_taken_back(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked))
    with pytest.raises(WrongState):
        withdraw(asked, guest(asked))


def test_not_after_it_closed(wood):
    asked, by = sent(wood)
    Survey.objects.filter(pk=asked.survey_id).update(state="closed")
    with pytest.raises(LinkEnded):
        withdraw(asked, by)
    assert len(sent_values(asked.survey)) == 1


def test_nobody_else_takes_them_back(wood):
    asked, _ = sent(wood)
    for who in (wood.ash, wood.rowan, wood.hazel):
        with pytest.raises(NotAllowed):
            withdraw(asked, who)
