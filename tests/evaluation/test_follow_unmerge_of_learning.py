"""Two are two after all: what was never handed over stays."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.evaluation.actions.learning_merges import follow_unmerge_of_learning
from spinney.evaluation.models import Lesson
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.evaluation.making import NOON, a_lesson

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_was_never_handed_over_stays(wood):
    kept = wood.organisations["birch"]
    row = Merge(kept=kept, aside=another_member(wood, "maple"))
    row.pk = 1
    a_lesson(wood.cluster, organisation=kept)
    follow_unmerge_of_learning(merge=row, by=Actor.system("merges"), now=NOON)
    assert Lesson.objects.get().organisation == kept
