"""Taking back what was taught: all is as the rule says, and nothing is taught any more."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotFound
from spinney.base.record.models import Entry
from spinney.purchasing.actions.lessons import forget_lessons
from spinney.purchasing.models import CategoryLesson
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.naming import by_category, name_of
from tests.purchasing.test_change_lesson import taught

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_all_is_as_the_rule_says(wood: Wood, django_assert_max_num_queries):
    birch = taught(wood)
    client = client_of(wood, "birch")
    listed = reverse("purchasing:category-lessons", args=[birch.pk])
    with django_assert_max_num_queries(20):
        told = client.get(listed).content.decode()
    assert "“larch office machines”" in told
    assert "Words in your files" in told
    keys = list(CategoryLesson.objects.values_list("pk", flat=True))
    url = reverse("purchasing:forget-lessons", args=[birch.pk])
    told = client.post(url, {"chosen": keys}, follow=True).content.decode()
    assert "2 things taught taken back" in told
    assert "Nothing taught yet" in told
    assert by_category(birch) == {"stationery_print": 15_000, "telecoms": 4_000, "other": 700}
    assert name_of(birch, "Larch Office Machines").category_by == ""
    assert Entry.objects.get(verb="purchasing.forget_lessons").detail == {"lessons": 2}
    assert "Choose one or more" in client.post(url, follow=True).content.decode()


def test_what_is_gone_meanwhile_is_said(wood: Wood):
    birch = taught(wood)
    lessons = list(CategoryLesson.objects.all())
    lessons[0].delete()
    lessons[0].pk = 999_999
    with pytest.raises(NotFound):
        forget_lessons(organisation=birch, lessons=lessons, by=wood.birch, now=NOON)
    assert CategoryLesson.objects.count() == 1
