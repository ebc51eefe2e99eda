"""The payments of a file are taken out again: exactly these, at any time."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions import uploads
from spinney.purchasing.actions.uploads import undo_upload
from spinney.purchasing.models import SpendCell, SpendLine, SpendName
from tests.access import client_of
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import added
from tests.purchasing.making import NOON

pytestmark = pytest.mark.django_db

OTHER = "Date,Supplier,Amount\n" + "".join(
    f"{day}/04/2025,Rook Energy Ltd,{day}.00\n" for day in range(13, 23)
)


@pytest.fixture
def birch(wood):
    return wood.organisations["birch"]


def test_exactly_its_lines_go_and_names_without_lines(wood, birch):
    first, other = added(birch, wood.birch), added(birch, wood.birch, OTHER)
    SpendName.objects.filter(written="Mrs Jane Example").update(aside_by="person:1")
    client = client_of(wood, "birch")
    url = reverse("purchasing:undo-upload", args=[birch.pk, first.pk])
    assert "None of its payments counts" in client.get(url).content.decode()
    assert "are taken out" in client.post(url, follow=True).content.decode()
    assert set(SpendLine.objects.values_list("upload", flat=True)) == {other.pk}
    assert sum(SpendCell.objects.values_list("amount_pence", flat=True)) == 17_500
    # What a member said of a name holds when the name comes again.
    assert set(SpendName.objects.values_list("written", flat=True)) == {
        "Rook Energy Ltd", "Mrs Jane Example",
    }  # fmt: skip
    with pytest.raises(WrongState):
        undo_upload(upload=first, by=wood.birch, now=NOON)


def test_of_many_lines_none_counts_at_once_and_they_go_in_the_background(wood, birch, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_CLEARED_AT_ONCE", 2)
    upload = added(birch, wood.birch)
    undo_upload(upload=upload, by=wood.birch, now=NOON)
    assert not SpendCell.objects.exists()
    assert SpendLine.objects.count() == 4
    again = added(birch, wood.birch)  # the same file once more, before they are gone
    assert again.summary["added"] == 6
    do_waiting_work()
    assert set(SpendLine.objects.values_list("upload", flat=True)) == {again.pk}


def test_only_by_those_who_keep_it(wood, birch):
    upload = added(birch, wood.birch)
    with pytest.raises(NotAllowed):
        undo_upload(upload=upload, by=wood.ash, now=NOON)
