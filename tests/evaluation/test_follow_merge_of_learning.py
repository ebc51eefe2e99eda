"""Two organisations turn out to be one: it has told what both told, and was where both were."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.evaluation.actions.learning_merges import (
    follow_merge_of_learning,
    follow_unmerge_of_learning,
)
from spinney.evaluation.models import LearningPresence, Lesson
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate, Merge
from tests.agreements.making import another_member
from tests.evaluation.making import NOON, a_lesson, a_spin_off, an_event

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SYSTEM = Actor.system("merges")


@pytest.fixture
def merge(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "maple")
    both, alone = an_event(wood.programme), an_event(wood.programme)
    for event, one in ((both, kept), (both, aside), (alone, aside)):
        LearningPresence.objects.create(event=event, cluster=wood.cluster, organisation=one)
    for one in (kept, aside):
        a_lesson(wood.cluster, organisation=one)
    a_spin_off(wood.cluster, organisation=kept, confirmed_by_organisation=aside)
    row = Merge(kept=kept, aside=aside)
    row.pk = 1
    return row


def counts(merge):
    lessons = Lesson.objects.filter(organisation=merge.kept).count()
    return lessons, LearningPresence.objects.filter(organisation=merge.kept).count()


def test_handed_over_and_given_back(merge):
    follow_merge_of_learning(merge=merge, by=SYSTEM, now=NOON)
    assert counts(merge) == (2, 2)  # at one event both stay as they were noted
    follow_unmerge_of_learning(merge=merge, by=SYSTEM, now=NOON)
    assert counts(merge) == (1, 1)


def test_by_a_merge_in_the_register_and_by_nobodys_hand(wood, merge):
    with pytest.raises(NotAllowed):
        follow_merge_of_learning(merge=merge, by=wood.hazel, now=NOON)
    Mandate.objects.all().delete()  # nobody acts for them, so that the host may merge them
    merge_organisations(kept=merge.kept, aside=merge.aside, by=wood.hazel, now=NOON)
    assert counts(merge)[0] == 2
