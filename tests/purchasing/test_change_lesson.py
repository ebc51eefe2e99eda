"""Changing what was taught: names and words follow, what others taught does not move."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.purchasing.actions.categories import correct_name_category
from spinney.purchasing.actions.lessons import change_lesson, teach_own_words
from spinney.purchasing.models import CategoryLesson
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.naming import by_category, name_of
from tests.purchasing.test_teach_own_words import marked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def taught(wood: Wood):
    birch = marked(wood)
    correct_name_category(
        organisation=birch, names=[name_of(birch, "Larch Office Machines")], category="legal",
        by=wood.birch, now=NOON,
    )  # fmt: skip
    teach_own_words(
        organisation=birch, words="Phones", category="hardware", by=wood.birch, now=NOON
    )
    return birch


def test_names_and_words_follow(wood: Wood):
    birch = taught(wood)
    client = client_of(wood, "birch")
    for lesson in CategoryLesson.objects.all():
        url = reverse("purchasing:change-lesson", args=[birch.pk, lesson.pk])
        told = client.post(url, {"category": "training"}, follow=True).content.decode()
        assert "means “Training” now" in told
    assert by_category(birch) == {"training": 19_000, "other": 700}
    assert name_of(birch, "Larch Office Machines").category_by == wood.birch.label
    assert CategoryLesson.objects.count() == 2


def test_only_what_is_ones_own(wood: Wood):
    birch = taught(wood)
    lesson = CategoryLesson.objects.first()
    said = {"organisation": birch, "lesson": lesson, "category": "other", "now": NOON}
    with pytest.raises(NotAllowed):
        change_lesson(by=wood.ash, **said)
    with pytest.raises(NotFound):
        change_lesson(
            by=wood.actor("cedar"), **said | {"organisation": wood.organisations["cedar"]}
        )
