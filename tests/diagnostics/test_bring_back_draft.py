"""A draft that was thrown away comes back, for a month."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.diagnostics.actions.drafts import discard_draft, start_draft
from spinney.diagnostics.actions.instruments import bring_back_draft
from spinney.diagnostics.models import DiscardedDraft, Instrument
from spinney.diagnostics.tasks.instruments import clear_discarded_drafts
from tests.access import client_of
from tests.diagnostics.instruments import make_draft, make_published
from tests.personas import NOON


def thrown(wood, draft):
    discard_draft(draft=draft, by=wood.ash, now=NOON)
    return DiscardedDraft.objects.get()


def test_a_first_draft_comes_back_as_an_instrument_of_its_own(wood):
    draft = make_draft(wood)
    asked = draft.definition["sections"]
    made = bring_back_draft(discarded=thrown(wood, draft), by=wood.ash, now=NOON)
    assert made.definition["sections"] == asked
    assert made.instrument.cluster == wood.cluster
    assert not DiscardedDraft.objects.exists()


def test_a_later_draft_comes_back_to_its_instrument(wood):
    version = make_published(wood)
    draft = start_draft(instrument=version.instrument, by=wood.ash, now=NOON)
    made = bring_back_draft(discarded=thrown(wood, draft), by=wood.ash, now=NOON)
    assert made.instrument == version.instrument
    assert Instrument.objects.filter(cluster=wood.cluster).count() == 1


def test_not_beside_another_draft(wood):
    instrument = make_published(wood).instrument
    discarded = thrown(wood, start_draft(instrument=instrument, by=wood.ash, now=NOON))
    start_draft(instrument=instrument, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="has a draft already"):
        bring_back_draft(discarded=discarded, by=wood.ash, now=NOON)
    assert DiscardedDraft.objects.exists(), "nothing is lost"


def test_members_and_those_next_door_cannot(wood):
    discarded = thrown(wood, make_draft(wood))
    for who in (wood.birch, wood.willow):
        with pytest.raises((NotAllowed, NotFound)):
            bring_back_draft(discarded=discarded, by=who, now=NOON)


def test_after_a_month_it_is_gone(wood):
    thrown(wood, make_draft(wood))
    clear_discarded_drafts(NOON + timedelta(days=30))
    assert DiscardedDraft.objects.exists()
    clear_discarded_drafts(NOON + timedelta(days=31))
    assert not DiscardedDraft.objects.exists()


def test_by_the_list_of_questions(wood):
    discarded = thrown(wood, make_draft(wood))
    client = client_of(wood, "ash")
    place = cluster_scope(wood.cluster.pk)
    page = reverse("diagnostics:instruments", args=[place])
    assert "Thrown away in the last 30 days" in client.get(page).content.decode()
    url = reverse("diagnostics:bring-back-draft", args=[place, discarded.pk])
    assert "is back" in client.post(url, follow=True).content.decode()
    assert "Thrown away" not in client.get(page).content.decode()
    assert client.post(url).status_code == 404
