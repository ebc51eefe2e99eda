"""Saying what is bought from a name: other spellings follow, and so does what comes later."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.purchasing.actions.categories import correct_name_category
from spinney.purchasing.bridge.names import Seen, judged, lessons_for
from spinney.purchasing.models import CategoryLesson
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.making import spent
from tests.purchasing.naming import JUNE, birch_that_spent, by_category, name_of

pytestmark = pytest.mark.django_db


def say(wood: Wood, written: str, category: str) -> int:
    birch = wood.organisations["birch"]
    return correct_name_category(
        organisation=birch, names=[name_of(birch, written)], category=category,
        by=wood.birch, now=NOON,
    )  # fmt: skip


def test_other_spellings_follow_and_the_sums_with_them(wood: Wood):
    birch = birch_that_spent(wood)
    assert say(wood, "Larch Office Machines", "hardware") == 1
    assert by_category(birch) == {"hardware": 15_000, "telecoms": 4_000, "other": 700}
    name, other = (
        name_of(birch, one) for one in ("Larch Office Machines", "LARCH OFFICE MACHINES LTD")
    )
    assert (name.category_by, name.category_sure) == (wood.birch.label, 100)
    assert (other.category, other.category_by) == ("hardware", ""), "it followed by rule"
    detail = Entry.objects.get(verb="purchasing.correct_name_category").detail
    assert detail == {"names": 1, "category": "hardware"}


def test_it_teaches_the_next_file_and_the_last_word_counts(wood: Wood):
    birch = birch_that_spent(wood)
    say(wood, "Larch Office Machines", "hardware")
    say(wood, "Larch Office Machines", "training")
    found = judged("Larch Office Machines (UK) Ltd", Seen("Printing"), lessons_for(birch.pk))
    assert (found["category"], found["category_sure"]) == ("training", 100)
    assert CategoryLesson.objects.count() == 1
    next_door = wood.organisations["sorrel"]
    found = judged("Larch Office Machines", Seen("Printing"), lessons_for(next_door.pk))
    assert found["category"] == "stationery_print", "a member's word is for its own names"


def test_only_what_there_is_and_only_one_s_own(wood: Wood):
    birch = birch_that_spent(wood)
    with pytest.raises(BadInput, match="Choose what was bought from the list"):
        say(wood, "Willow Telecom", "sweets")
    names = [name_of(birch, "Willow Telecom")]
    for who in ("ash", "rowan", "cedar", "willow", "sorrel"):
        with pytest.raises(NotAllowed):
            correct_name_category(
                organisation=birch, names=names, category="legal", by=wood.actor(who), now=NOON
            )
    with pytest.raises(NotFound):
        correct_name_category(
            organisation=wood.organisations["sorrel"], names=names, category="legal",
            by=wood.sorrel, now=NOON,
        )  # fmt: skip


def test_many_at_once_from_the_list_with_undo(wood: Wood):
    birch = birch_that_spent(wood)
    say(wood, "Willow Telecom", "software")
    names = [name_of(birch, one) for one in ("Larch Office Machines", "Willow Telecom")]
    keys = [name.pk for name in names]
    client = client_of(wood, "birch")
    url = reverse("purchasing:correct-name-category", args=[birch.pk])
    asked = client.post(f"{url}?back=q%3Dl", {"chosen": keys})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "<li>Larch Office Machines</li>" in page
    assert page.count('name="chosen"') == 2
    assert "There is a problem" not in page
    refused = client.post(url, {"chosen": keys, "category": ""}).content.decode()
    assert "Choose what was bought." in refused
    sent = client.post(f"{url}?back=q%3Dl", {"chosen": keys, "category": "legal"})
    assert sent["Location"].endswith(f"/{birch.pk}/spending/categories/?q=l")
    assert by_category(birch) == {"legal": 19_000, "other": 700}
    shown = client.get(sent["Location"]).content.decode()
    assert "2 names are “Legal” now." in shown
    undo = shown.split('action="')[1:]
    undo = next(one.split('"')[0] for one in undo if "take-back-correction/?chosen" in one)
    client.post(undo.replace("&amp;", "&"))
    assert by_category(birch)["software"] == 4_000, "what was said before is back"
    larch = name_of(birch, "Larch Office Machines")
    assert (larch.category, larch.category_by) == ("stationery_print", "")


def test_nothing_chosen_says_so(wood: Wood):
    birch = birch_that_spent(wood)
    client = client_of(wood, "birch")
    url = reverse("purchasing:correct-name-category", args=[birch.pk])
    shown = client.get(url, follow=True).content.decode()
    assert "Choose one name or more" in shown


def test_a_list_of_many_names_asks_no_more_than_one_of_few(
    wood: Wood, django_assert_max_num_queries
):
    birch = birch_that_spent(wood)
    spent(birch, [(f"Rowan {n} Ltd", "other", 100 + n, JUNE) for n in range(60)])
    client = client_of(wood, "birch")
    url = reverse("purchasing:name-categories", args=[birch.pk])
    with django_assert_max_num_queries(25):
        shown = client.get(url, {"order": "-pence"}).content.decode()
    assert shown.index("Larch Office Machines") < shown.index("Willow Telecom")
    assert "(61)" in shown, "all of a category are counted, not one page of them"
