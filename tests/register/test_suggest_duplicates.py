"""Pairs that may be one are found, with reasons, once."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.duplicates import keep_apart, suggest_duplicates
from spinney.register.models import Duplicate
from spinney.register.queries.comparison import reasons_of
from tests.personas import NOON
from tests.register.forest import plant, plant_forest, take_in

pytestmark = pytest.mark.django_db


def suggested(**given):
    suggest_duplicates(by=Actor.system("tests"), now=NOON, **given)
    return {(pair.left.name, pair.right.name): pair for pair in Duplicate.objects.all()}


def test_an_old_registration_is_suggested_and_two_village_halls_are_not():
    plant_forest()
    pairs = suggested()
    assert set(pairs) == {("ALDERBY MIND LIMITED", "Alderby Mind")}
    assert "One is closed: the other may be its new registration." in reasons_of(
        pairs["ALDERBY MIND LIMITED", "Alderby Mind"]
    )


@pytest.mark.parametrize(
    ("name", "facts", "likely"),
    [
        ("The Alderby Womens Aid Ltd", {"town": "Alderby"}, True),
        ("Alderby Women's Aid Birchford branch", {}, False),
        ("Alderby Womans Aid", {"town": "Alderby"}, True),
        ("Alderby Women's Aid", {"town": "Alderby", "numbers": ("GB-CHC-9999999",)}, False),
        ("Alderby Women's Aid", {"numbers": ("GB-COH-09999999",)}, True),
    ],
)
def test_what_speaks_for_and_against(name, facts, likely):
    forest = plant_forest()
    other = plant(name, **facts)
    pairs = suggested(organisation_ids=[other.pk])
    assert ((forest["aid"].name, name) in pairs) is likely


def test_a_branch_is_never_suggested_as_its_parent():
    parent = plant("Alderby Carers", postcode="ZZ1 1AA")
    plant("Alderby Carers", parent=parent, postcode="ZZ1 1AA")
    plant("Alderby Carers", parent=parent, postcode="ZZ1 1AA")
    assert suggested() == {}


def test_the_same_pair_is_suggested_once_and_never_after_it_was_judged(wood):
    plant_forest()
    (pair,) = suggested().values()
    assert suggest_duplicates(by=wood.hazel, now=NOON) == 0
    keep_apart(pair=pair, by=wood.hazel, now=NOON)
    assert suggest_duplicates(by=wood.hazel, now=NOON) == 0
    assert Duplicate.objects.count() == 1


def test_only_a_host_may_search_the_whole_register(wood, client, do_waiting_work):
    with pytest.raises(NotAllowed):
        suggest_duplicates(by=wood.ash, now=NOON)
    plant_forest()
    client.force_login(wood.people["hazel"])
    response = client.post(reverse("register:suggest-duplicates"), follow=True)
    assert "We are looking through the register." in response.content.decode()
    do_waiting_work()
    text = client.get(reverse("register:duplicates")).content.decode()
    assert "1 pair" in text
    assert "Very likely" in text or "Perhaps" in text or "Likely" in text


def test_the_list_is_for_those_who_judge(wood, client):
    take_in(wood, plant("Alderby Carers"))
    for name, status in (("hazel", 200), ("ash", 200), ("elm", 403), ("cedar", 403)):
        client.force_login(wood.people[name])
        assert client.get(reverse("register:duplicates")).status_code == status, name


@pytest.mark.parametrize("named", ["BASE, Bolton", "Bolton BASE", "BASE of Bolton"])
def test_a_name_of_one_word_is_found_beside_the_same_with_the_town(named):
    plant_forest()
    plant("BASE", town="Bolton")
    plant(named, town="BOLTON")
    plant("Bolton Rovers", town="Bolton")
    pair = suggested()["BASE", named]
    assert "One of them also has the town in its name." in reasons_of(pair)


def test_the_town_is_only_dropped_for_two_of_that_town():
    plant_forest()
    plant("BASE", town="Leigh")
    plant("BASE, Bolton", town="Bolton")
    plant("Leigh", town="Leigh")
    assert set(suggested()) == {("ALDERBY MIND LIMITED", "Alderby Mind")}


def test_one_that_was_added_is_compared_with_those_without_the_town():
    plant("BASE", town="Bolton")
    added = plant("BASE, Bolton", town="Bolton")
    assert set(suggested(organisation_ids=[added.pk])) == {("BASE", "BASE, Bolton")}
