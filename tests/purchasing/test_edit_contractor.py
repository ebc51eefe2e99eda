"""A contractor is changed by any member; two at once are told; nothing of before is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import ChangedMeanwhile, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.contractors import edit_contractor, remove_contractor
from spinney.purchasing.bridge.contractors import ContractorSaid
from tests.access import client_of
from tests.purchasing.making import NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def edit(contractor, by, read=None, **changes):
    said = ContractorSaid(**{"name": "Rowan Roofing", "trades": ("roofing",)} | changes)
    return edit_contractor(contractor=contractor, said=said, read=read, by=by, now=NOON)


def test_by_any_member_and_what_it_was_before_stays_nowhere(wood):
    one = a_contractor(wood.cluster, phone="01204 555 010")
    changed = edit(one, wood.birch, phone="01204 555 011")
    assert (changed.phone, changed.version) == ("01204 555 011", 2)
    assert "555" not in str(Entry.objects.get(verb="purchasing.edit_contractor").detail)
    with pytest.raises(ChangedMeanwhile):
        edit(one, wood.ash, read=1, phone="0")
    with pytest.raises(NotFound):
        edit(one, wood.sorrel, phone="0")
    remove_contractor(contractor=one, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit(one, wood.ash, phone="0")


def test_the_page_begins_with_what_is_there_in_miles(wood):
    one = a_contractor(wood.cluster, travels_km=32, areas=["Bolton", "Bury"])
    url = reverse("purchasing:edit-contractor", args=[wood.cluster.pk, one.pk])
    client = client_of(wood, "birch")
    form = client.get(url).context["form"]
    assert (form.initial["travels"], form.initial["areas"]) == (20, "Bolton, Bury")
    sent = {"name": one.name, "trades": one.trades, "travels": "20", "areas": "Bolton, Bury",
            "read": "1"}  # fmt: skip
    assert client.post(url, sent).status_code == 302
    one.refresh_from_db()
    assert one.version == 1  # nothing changed on the way through miles
