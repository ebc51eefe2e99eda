"""Saying what one payment was for, whatever else is bought there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.categories import correct_line_category
from spinney.purchasing.models import SpendLine, SpendUpload
from spinney.purchasing.states import UploadState
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.naming import birch_that_spent, by_category

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_payment_alone_moves_and_comes_back(wood: Wood):
    birch = birch_that_spent(wood)
    line = SpendLine.objects.get(name__written="Willow Telecom")
    correct_line_category(line=line, category="hardware", by=wood.birch, now=NOON)
    assert by_category(birch) == {"stationery_print": 15_000, "hardware": 4_000, "other": 700}
    correct_line_category(line=line, category="hardware", by=wood.birch, now=NOON)
    assert Entry.objects.filter(verb="purchasing.correct_line_category").count() == 1
    correct_line_category(line=line, category="", by=wood.birch, now=NOON)
    assert by_category(birch)["telecoms"] == 4_000
    with pytest.raises(BadInput):
        correct_line_category(line=line, category="sweets", by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        correct_line_category(line=line, category="legal", by=wood.ash, now=NOON)
    SpendUpload.objects.update(state=UploadState.UNDONE)
    with pytest.raises(WrongState):
        correct_line_category(line=line, category="legal", by=wood.birch, now=NOON)


def test_from_its_page_with_undo(wood: Wood):
    birch = birch_that_spent(wood)
    line = SpendLine.objects.get(name__written="Willow Telecom")
    client = client_of(wood, "birch")
    url = reverse("purchasing:correct-line-category", args=[birch.pk, line.pk])
    assert "As its name: Telephony and broadband" in client.get(url).content.decode()
    client.post(url, {"category": "legal"})
    assert by_category(birch)["legal"] == 4_000
    client.post(f"{url}?category=none")
    assert by_category(birch)["telecoms"] == 4_000
    other = wood.organisations["sorrel"]
    theirs = reverse("purchasing:correct-line-category", args=[other.pk, line.pk])
    assert client_of(wood, "sorrel").get(theirs).status_code == 404
