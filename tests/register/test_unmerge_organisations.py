"""Taking a merge apart restores everything as it was."""

import pytest
from django.forms.models import model_to_dict

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.register.actions.duplicates import (
    merge_organisations,
    pair_organisations,
    unmerge_organisations,
)
from spinney.register.actions.offers import accept_mandate
from spinney.register.models import (
    Claim,
    Duplicate,
    Identifier,
    Link,
    Mandate,
    MandateOffer,
    Organisation,
    OtherName,
    Place,
    SearchName,
    SearchWord,
    Service,
)
from spinney.register.queries.search import search
from spinney.register.states import OfferState
from tests.personas import NOON
from tests.register.acting import days, guest_for, now, today
from tests.register.forest import plant, plant_forest

pytestmark = pytest.mark.django_db

TABLES = (Organisation, Identifier, OtherName, Mandate, MandateOffer, Claim, Service, Place, Link)


def everything():
    """Every row of the tables a merge may touch, but for what counts the changes."""
    rows = {
        (model.__name__, row.pk): {
            k: v
            for k, v in model_to_dict(row).items()
            if k not in ("version", "activities", "areas")
        }
        for model in TABLES
        for row in model._default_manager.all()
    }
    names = sorted(SearchName.objects.values_list("organisation_id", "text", "doc"))
    words = sorted(SearchWord.objects.exclude(names=0).values_list("word", "names"))
    return rows, names, words


@pytest.fixture
def pair(wood):
    forest = plant_forest()
    kept, aside = forest["mind"], wood.organisations["birch"]
    plant("Birch House Annexe", parent=aside)
    Service.objects.create(organisation=aside, name="Advice", source="test")
    Service.objects.create(organisation=kept, name="Counselling", source="test")
    Place.objects.create(organisation=aside, name="The hut", source="test")
    Link.objects.create(organisation=aside, other=forest["aid"], kind="federation", source="t")
    Link.objects.create(organisation=forest["start"], other=aside, kind="successor", source="t")
    for one in (kept, aside):
        Claim.objects.create(
            organisation=one, person=wood.people["elm"], post="Chair", made_at=NOON
        )
    from spinney.register.bridge.search_index import reindex

    reindex([kept.pk, aside.pk])
    return kept, aside


def test_everything_is_as_it_was(wood, pair):
    kept, aside = pair
    before = everything()
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    assert everything() != before
    unmerge_organisations(merge=merge, by=wood.hazel, now=NOON)
    assert everything() == before
    assert search("birch house")[0].organisation == aside


def test_what_was_added_to_the_kept_one_since_stays_there(wood, pair):
    kept, aside = pair
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    later = Service.objects.create(organisation=kept, name="Lunch club", source="test")
    unmerge_organisations(merge=merge, by=wood.hazel, now=NOON)
    later.refresh_from_db()
    assert later.organisation == kept


def test_merges_come_apart_from_the_last_to_the_first(wood, pair):
    kept, aside = pair
    third = plant("Third Alderby Mind")
    first = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    second = merge_organisations(kept=third, aside=kept, by=wood.hazel, now=NOON)
    assert search("birch house")[0].organisation == third
    with pytest.raises(WrongState, match="Undo that merge first"):
        unmerge_organisations(merge=first, by=wood.hazel, now=NOON)
    unmerge_organisations(merge=second, by=wood.hazel, now=NOON)
    first.refresh_from_db()
    unmerge_organisations(merge=first, by=wood.hazel, now=NOON)
    aside.refresh_from_db()
    assert aside.merged_into is None
    with pytest.raises(WrongState, match="undone before"):
        unmerge_organisations(merge=first, by=wood.hazel, now=NOON)


def test_the_history_keeps_the_merge_and_its_undoing(wood, pair):
    kept, aside = pair
    suggestion = pair_organisations(left=kept, right=aside, by=wood.hazel, now=NOON)
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    unmerge_organisations(merge=merge, by=wood.hazel, now=NOON)
    merge.refresh_from_db()
    assert (merge.undone_at, merge.undone_by) == (NOON, wood.hazel.label)
    verbs = list(
        Entry.objects.filter(book=f"organisation:{aside.pk}")
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert verbs == ["register.merge_organisations", "register.unmerge_organisations"]
    assert Duplicate.objects.get(pk=suggestion.pk).state == "suggested"


def test_who_may_not(wood, pair):
    kept, aside = pair
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    with pytest.raises(NotAllowed):
        unmerge_organisations(merge=merge, by=wood.willow, now=NOON)


def offered(organisation, email):
    return MandateOffer.objects.create(
        organisation=organisation,
        email=email,
        starts_on=today(),
        answer_by=days(5),
        offered_at=now(),
        offered_by="person:1",
    )


def accept(offer):
    guest = guest_for(offer, "register.accept_mandate")
    return accept_mandate(offer=offer, name="Fern Wood", by=guest, now=now())


def test_offers_come_over_and_go_back(wood, pair):
    kept, aside = pair
    offer, answered = offered(aside, "fern@example.org"), offered(aside, "moss@example.org")
    MandateOffer.objects.filter(pk=answered.pk).update(state=OfferState.DECLINED)
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    accepted = accept(offer)
    assert accepted.organisation == kept
    unmerge_organisations(merge=merge, by=wood.hazel, now=NOON)
    for row in (offer, answered):
        row.refresh_from_db()
        assert row.organisation == aside
    accepted.refresh_from_db()
    assert accepted.organisation == aside
    assert (offer.state, answered.state) == (OfferState.ACCEPTED, OfferState.DECLINED)


def test_whoever_both_have_asked_answers_once(wood, pair):
    kept, aside = pair
    offer, same = offered(aside, "fern@example.org"), offered(kept, "fern@example.org")
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    with pytest.raises(WrongState):
        accept(offer)
    same.refresh_from_db()
    assert same.state == OfferState.SENT
    unmerge_organisations(merge=merge, by=wood.hazel, now=NOON)
    offer.refresh_from_db()
    assert (offer.organisation, offer.state) == (aside, OfferState.SENT)
    assert accept(offer).organisation == aside


def test_what_was_withdrawn_before_stays_withdrawn(wood, pair):
    kept, aside = pair
    offer = offered(aside, "fern@example.org")
    MandateOffer.objects.filter(pk=offer.pk).update(state=OfferState.WITHDRAWN)
    merge = merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=NOON)
    unmerge_organisations(merge=merge, by=wood.hazel, now=NOON)
    offer.refresh_from_db()
    assert offer.state == OfferState.WITHDRAWN
