"""A room above keeps a gathering in step with its meeting."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.gatherings import Occasion, edit_gathering
from spinney.clusters.actions.kept_gatherings import keep_gathering
from spinney.clusters.models import Gathering
from spinney.clusters.queries import gathering_keepers
from tests.access import client_of
from tests.personas import NOON, TODAY

OCCASION = Occasion("Core group", TODAY, "The Hall")


def keep(wood, gathering=None, occasion=OCCASION, by=None):
    return keep_gathering(
        cluster=wood.cluster, gathering=gathering, occasion=occasion, by=by or wood.ash, now=NOON
    )


def test_made_changed_taken_off_and_back(wood):
    made = keep(wood)
    assert keep(wood, made).version == made.version  # nothing changed, nothing is recorded
    moved = keep(wood, made, Occasion("Core group", TODAY, "The Mill"))
    assert (moved.where, moved.removed_at) == ("The Mill", None)
    assert keep(wood, moved, None).removed_at == NOON
    assert keep(wood, moved).removed_at is None
    assert Gathering.objects.count() == 1
    assert keep(wood, None, None) is None


def test_its_pages_lead_to_where_it_is_kept_and_change_nothing(wood, monkeypatch):
    made = keep(wood)
    monkeypatch.setattr(gathering_keepers, "_keepers", [lambda gathering: "/elsewhere/"])
    for name in ("gathering", "edit-gathering", "record-attendance"):
        url = reverse(f"clusters:{name}", args=[wood.cluster.pk, made.pk])
        assert client_of(wood, "ash").get(url)["Location"] == "/elsewhere/"
    with pytest.raises(WrongState, match="one of your meetings"):
        edit_gathering(gathering=made, occasion=OCCASION, version=None, by=wood.ash, now=NOON)


def test_members_keep_none(wood):
    with pytest.raises(NotAllowed):
        keep(wood, by=wood.birch)
