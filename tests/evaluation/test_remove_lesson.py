"""A lesson is removed, with a way back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.evaluation.actions.lessons import remove_lesson
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_lesson
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_gone_from_the_list_and_can_be_brought_back(wood):
    another_member(wood, "maple")
    lesson = a_lesson(wood)
    with pytest.raises(NotAllowed):
        remove_lesson(lesson=lesson, by=wood.actor("maple"), now=NOON)
    args = [wood.cluster.pk, lesson.pk]
    told = client_of(wood, "birch").post(
        reverse("evaluation:remove-lesson", args=args), follow=True
    )
    assert reverse("evaluation:restore-lesson", args=args) in told.content.decode()
    with pytest.raises(WrongState):
        remove_lesson(lesson=lesson, by=wood.birch, now=NOON)
