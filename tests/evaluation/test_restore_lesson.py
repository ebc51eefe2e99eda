"""A removed lesson comes back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.lessons import remove_lesson, restore_lesson
from tests.access import client_of
from tests.evaluation.learning import a_lesson
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_there_again(wood):
    lesson = a_lesson(wood)
    with pytest.raises(WrongState):
        restore_lesson(lesson=lesson, by=wood.birch, now=NOON)
    remove_lesson(lesson=lesson, by=wood.birch, now=NOON)
    url = reverse("evaluation:restore-lesson", args=[wood.cluster.pk, lesson.pk])
    told = client_of(wood, "ash").post(url, follow=True).content.decode()
    assert "Meet in the mornings." in told
