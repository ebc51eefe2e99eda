"""Saying what words in a member's own files mean: names beside which they stand follow."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from spinney.purchasing.actions.lessons import teach_own_words
from spinney.purchasing.bridge.names import Seen, judged, lessons_for
from spinney.purchasing.models import CategoryLesson, SpendLine
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.naming import birch_that_spent, by_category, name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def marked(wood: Wood):
    """Birch House, whose files mark what was paid to two of its suppliers."""
    birch = birch_that_spent(wood)
    SpendLine.objects.filter(name__written="Larch Office Machines").update(
        own_words="Programme costs: art"
    )
    SpendLine.objects.filter(name__written="Willow Telecom").update(own_words="Phones")
    return birch


def test_names_beside_which_they_stand_follow_and_the_next_file(wood: Wood):
    birch = marked(wood)
    before = by_category(birch)
    assert teach_own_words(
        organisation=birch, words="PROGRAMME COSTS - Art", category="training", by=wood.birch,
        now=NOON,
    ) == 1  # fmt: skip
    assert by_category(birch) == before | {"training": 10_000, "stationery_print": 5_000}
    assert name_of(birch, "Larch Office Machines").category_by == "", "it followed by rule"
    found = judged("Sam New", Seen("programme costs, art"), lessons_for(birch.pk))
    assert (found["category"], found["category_sure"]) == ("training", 100)
    detail = Entry.objects.get(verb="purchasing.teach_own_words").detail
    assert detail == {"names": 1, "category": "training"}


def test_from_the_page_words_are_offered_until_they_are_taught(wood: Wood):
    birch = marked(wood)
    client = client_of(wood, "birch")
    url = reverse("purchasing:teach-own-words", args=[birch.pk])
    assert "Phones (1 payment)" in client.get(url).content.decode()
    answer = client.post(url, {"words": "Phones", "category": "hardware"}, follow=True)
    told = answer.content.decode()
    assert "These words mean “Hardware” now. 1 name changed." in told
    assert "“phones”" in told
    assert "Phones (1 payment)" not in client.get(url).content.decode()
    answer = client.post(url, {"words": "Something else", "category": "hardware"})
    assert "Choose words that stand in your files." in answer.content.decode()


@pytest.mark.parametrize(("words", "category"), [("...", "legal"), ("Phones", "sweets")])
def test_what_cannot_be(wood: Wood, words: str, category: str):
    with pytest.raises(BadInput):
        teach_own_words(
            organisation=wood.organisations["birch"], words=words, category=category,
            by=wood.birch, now=NOON,
        )  # fmt: skip
    assert not CategoryLesson.objects.exists()


def test_only_by_its_own_people(wood: Wood):
    with pytest.raises(NotAllowed):
        teach_own_words(
            organisation=wood.organisations["birch"], words="Phones", category="legal",
            by=wood.ash, now=NOON,
        )  # fmt: skip
