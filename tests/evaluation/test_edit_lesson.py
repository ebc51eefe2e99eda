"""A lesson is changed by whoever told it, her organisation, and those who run the cluster."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.evaluation.actions.lessons import LessonText, edit_lesson
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_lesson
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_whom_and_not_over_one_another(wood):
    another_member(wood, "maple")
    lesson, text = a_lesson(wood), LessonText("next_time", "Meet at noon.")
    with pytest.raises(NotAllowed):
        edit_lesson(lesson=lesson, text=text, by=wood.actor("maple"), now=NOON)
    assert edit_lesson(lesson=lesson, text=text, read=1, by=wood.ash, now=NOON).version == 2
    with pytest.raises(ChangedMeanwhile):
        edit_lesson(lesson=lesson, text=LessonText("worked", "x"), read=1, by=wood.birch, now=NOON)


def test_from_the_list(wood):
    lesson = a_lesson(wood)
    url = reverse("evaluation:edit-lesson", args=[wood.cluster.pk, lesson.pk])
    client = client_of(wood, "birch")
    assert (
        url in client.get(reverse("evaluation:learning", args=[wood.cluster.pk])).content.decode()
    )
    client.post(url, {"kind": "worked", "words": "Meet at ten.", "version": 1})
    lesson.refresh_from_db()
    assert lesson.words == "Meet at ten."
