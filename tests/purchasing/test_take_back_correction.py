"""Taking back what was said of a name: it is judged by rule again, and teaches nothing more."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.models import Entry
from spinney.purchasing.actions.categories import correct_name_category, take_back_correction
from spinney.purchasing.models import CategoryLesson
from tests.personas import NOON, Wood
from tests.purchasing.naming import birch_that_spent, by_category, name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_all_is_as_the_rule_says(wood: Wood):
    birch = birch_that_spent(wood)
    names = [name_of(birch, "Larch Office Machines"), name_of(birch, "Willow Telecom")]
    correct_name_category(
        organisation=birch, names=names[:1], category="legal", by=wood.birch, now=NOON
    )
    assert take_back_correction(organisation=birch, names=names, by=wood.birch, now=NOON) == 1
    assert by_category(birch) == {"stationery_print": 15_000, "telecoms": 4_000, "other": 700}
    assert not CategoryLesson.objects.exists()
    assert Entry.objects.get(verb="purchasing.take_back_correction").detail == {"names": 1}
    assert take_back_correction(organisation=birch, names=names, by=wood.birch, now=NOON) == 0
    with pytest.raises(NotAllowed):
        take_back_correction(organisation=birch, names=names, by=wood.ash, now=NOON)
