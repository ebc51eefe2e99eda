"""Who took up what help is noted, for those who run things alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.support import note_take_up
from tests.access import client_of
from tests.diagnostics.supporting import YESTERDAY, entry
from tests.personas import NOON, TODAY


def note(wood, support, on=YESTERDAY, by="ash"):
    birch = wood.organisations["birch"]
    return note_take_up(
        support=support, organisation=birch, began_on=on, by=wood.actor(by), now=NOON
    )


def test_it_is_noted_and_members_do_not_read_it(wood):
    support = entry(wood)
    note(wood, support)
    there = reverse("diagnostics:support", args=[cluster_scope(wood.cluster.pk), support.pk])
    assert "Birch House</strong>, from" in client_of(wood, "ash").get(there).content.decode()
    assert "Birch House</strong>, from" not in client_of(wood, "birch").get(there).content.decode()


def test_not_twice_at_once_and_not_ahead(wood):
    support = entry(wood)
    note(wood, support)
    with pytest.raises(BadInput, match="already"):
        note(wood, support)
    with pytest.raises(BadInput, match="still to come"):
        note(wood, support, on=TODAY + timedelta(days=1))


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        note(wood, entry(wood), by="birch")
