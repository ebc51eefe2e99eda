"""An organisation says that it will not take part, with or without a reason."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.sending import decline_survey, send_answers
from spinney.diagnostics.models import Asked
from tests.diagnostics.answering import answer, birch_asked, guest

pytestmark = pytest.mark.django_db


def decline(asked, by, why=""):
    decline_survey(asked=Asked.objects.get(pk=asked.pk), why=why, by=by, now=timezone.now())


def test_it_is_noted_and_those_who_run_it_are_told(wood):
    asked = birch_asked(wood)
    decline(asked, guest(asked), "We are moving house.")
    assert Asked.objects.get(pk=asked.pk).state == "declined"
    letter = Message.objects.get(kind="diagnostics.answers_news")
    assert letter.email == "ash@example.org"
    assert "We are moving house." in letter.body


def test_it_may_change_its_mind(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    decline(asked, by)
    answer(asked, by, {"staff": 4})
    assert Asked.objects.get(pk=asked.pk).state == "started"


def test_not_after_sending(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by)
    send_answers(asked=Asked.objects.get(pk=asked.pk), by=by, now=timezone.now())
    with pytest.raises(WrongState):
        decline(asked, by)


def test_in_a_detached_survey_nothing_is_kept_but_that_it_declined(wood):
    asked = birch_asked(wood, mode="detached")
    before = Entry.objects.count()
    decline(asked, guest(asked))
    assert Entry.objects.count() == before
    assert not Message.objects.exists()
    assert Asked.objects.get(pk=asked.pk).state == "declined"


def test_nobody_declines_for_another(wood):
    asked = birch_asked(wood)
    for who in (wood.ash, wood.sorrel, wood.cedar):
        with pytest.raises(NotAllowed):
            decline(asked, who)
