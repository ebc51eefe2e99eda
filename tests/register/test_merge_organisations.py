"""Putting one organisation aside for another that it is the same as."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.register.actions.duplicates import merge_organisations, pair_organisations
from spinney.register.events.duplicates import organisations_merged
from spinney.register.models import Link, Mandate, Organisation, Service
from spinney.register.queries.search import search
from spinney.register.states import DuplicateState
from tests.personas import NOON
from tests.register.forest import plant, plant_forest, take_in

pytestmark = pytest.mark.django_db


def merge(wood, kept, aside, by="hazel"):
    return merge_organisations(kept=kept, aside=aside, by=wood.actor(by), now=NOON)


def test_both_rows_stay_and_the_kept_one_is_found_for_both(wood):
    forest = plant_forest()
    merge(wood, forest["mind"], forest["closed"])
    assert Organisation.objects.filter(pk=forest["closed"].pk).exists()
    assert [hit.organisation.pk for hit in search("alderby mind")] == [forest["mind"].pk]
    assert [hit.organisation.pk for hit in search("8000001")] == [forest["mind"].pk]


def test_mandates_services_and_branches_come_over_and_numbers_stay(wood):
    forest = plant_forest()
    kept, aside = forest["mind"], wood.organisations["birch"]
    branch = plant("Birch House Annexe", parent=aside)
    service = Service.objects.create(organisation=aside, name="Advice", source="test")
    merged = merge(wood, kept, aside)
    assert Mandate.objects.get(person=wood.people["birch"]).organisation == kept
    service.refresh_from_db()
    branch.refresh_from_db()
    assert (service.organisation, branch.parent) == (kept, kept)
    assert merged.moved["services"] == [service.pk]
    assert forest["closed"].identifiers.count() == 1


def test_a_link_between_the_two_or_had_already_does_not_come_over(wood):
    forest = plant_forest()
    kept, aside, other = forest["mind"], forest["closed"], forest["aid"]
    between = Link.objects.create(organisation=aside, other=kept, kind="federation", source="t")
    for one in (kept, aside):
        Link.objects.create(organisation=one, other=other, kind="federation", source="t")
    merged = merge(wood, kept, aside)
    assert merged.moved["links"] == []
    between.refresh_from_db()
    assert between.organisation == aside


def test_it_is_recorded_in_the_books_of_both_and_announced(wood):
    forest = plant_forest()
    heard = []
    organisations_merged.connect(
        lambda merge, **_: heard.append(merge), weak=False, dispatch_uid="t"
    )
    merged = merge(wood, forest["mind"], forest["closed"])
    organisations_merged.disconnect(dispatch_uid="t")
    books = Entry.objects.filter(verb="register.merge_organisations").values_list("book", flat=True)
    assert set(books) == {
        f"organisation:{forest['mind'].pk}",
        f"organisation:{forest['closed'].pk}",
    }
    assert heard == [merged]


def test_the_suggestion_is_marked_as_merged(wood):
    forest = plant_forest()
    pair = pair_organisations(left=forest["mind"], right=forest["closed"], by=wood.hazel, now=NOON)
    merge(wood, forest["mind"], forest["closed"])
    pair.refresh_from_db()
    assert pair.state == DuplicateState.MERGED


def test_a_branch_is_not_its_parent(wood):
    parent = plant("Alderby Carers")
    branch = plant("Alderby Carers Birchford", parent=parent)
    with pytest.raises(WrongState, match="A branch is not its parent"):
        merge(wood, parent, branch)


def test_one_organisation_cannot_be_merged_into_itself_or_twice(wood):
    forest = plant_forest()
    with pytest.raises(BadInput):
        merge(wood, forest["mind"], forest["mind"])
    merge(wood, forest["mind"], forest["closed"])
    with pytest.raises(WrongState, match="Undo that merge first"):
        merge(wood, forest["aid"], forest["closed"])


def test_a_facilitator_may_where_nobody_speaks_for_either_and_others_may_not(wood):
    forest = plant_forest()
    mine = take_in(wood, plant("Alderby Mind (unregistered)"))
    for name in ("birch", "cedar", "elm", "willow"):
        with pytest.raises(NotAllowed):
            merge(wood, forest["mind"], mine, by=name)
    with pytest.raises(NotAllowed):
        merge_organisations(kept=forest["mind"], aside=mine, by=Actor.nobody(), now=NOON)
    assert merge(wood, forest["mind"], mine, by="ash").kept == forest["mind"]


def test_a_facilitator_may_not_touch_what_is_in_somebodys_hands(wood):
    mine = take_in(wood, plant("Birch House (unregistered)"))
    birch = wood.organisations["birch"]
    for kept, aside in ((birch, mine), (mine, birch)):
        with pytest.raises(NotAllowed, match="Ask the host"):
            merge(wood, kept, aside, by="ash")


def test_the_page_compares_merges_and_offers_to_undo(client, wood):
    forest = plant_forest()
    pair = pair_organisations(left=forest["mind"], right=forest["closed"], by=wood.hazel, now=NOON)
    client.force_login(wood.people["hazel"])
    shown = client.get(reverse("register:duplicate", args=[pair.left_id, pair.pk]))
    text = shown.content.decode()
    assert "ALDERBY MIND LIMITED (Alderby, GB-CHC-9000001, GB-COH-09000001)" in text
    assert "GB-CHC-8000001" in text
    url = reverse("register:merge-organisations", args=[pair.left_id, pair.pk])
    response = client.post(url, {"keep": forest["mind"].pk, "reason": "Same people."}, follow=True)
    text = response.content.decode()
    assert "Alderby Mind is now part of ALDERBY MIND LIMITED." in text
    assert "Take it out again" in text
    aside = client.get(reverse("register:organisation", args=[forest["closed"].pk]))
    assert aside.status_code == 302
    assert aside.headers["Location"].endswith(f"/organisations/{forest['mind'].pk}/")
