"""What the columns mean is put right, and the file is read anew."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.purchasing.actions.uploads import change_layout, undo_upload
from spinney.purchasing.engine.reading.layout import Layout, Role
from tests.access import client_of
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import added, given
from tests.purchasing.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def birch(wood):
    return wood.organisations["birch"]


def place(upload, heading):
    layout = Layout.from_json(upload.layout)
    return next(one.index for one in layout.columns if one.heading == heading)


def using(upload, **roles):
    return Layout.from_json(upload.layout).using(
        {place(upload, heading): role for heading, role in roles.items()}
    )


def test_the_file_is_read_anew_by_what_was_said(wood, birch):
    upload = given(birch, wood.birch)
    client = client_of(wood, "birch")
    url = reverse("purchasing:change-layout", args=[birch.pk, upload.pk])
    page = client.get(url).content.decode()
    assert "What is in “Contact”?" in page
    assert "“BT Group plc”" in page
    layout = Layout.from_json(upload.layout)
    data = {f"column_{one.index}": str(one.role) for one in layout.columns}
    data |= {
        f"column_{place(upload, 'Net')}": "ignore", f"column_{place(upload, 'VAT')}": "ignore",
        "date_order": "dmy", "signs": layout.signs, "money_in": layout.money_in, "pounds": "1",
        "version": upload.version,
    }  # fmt: skip
    client.post(url, data)
    do_waiting_work()
    upload.refresh_from_db()
    assert (upload.state, upload.summary["pence"]) == ("to_check", 241_745)


def test_what_nothing_could_be_read_by_is_refused(wood, birch):
    upload = given(birch, wood.birch)
    with pytest.raises(BadInput, match="who was paid"):
        change_layout(
            upload=upload, layout=using(upload, Contact=Role.IGNORE), version=1, by=wood.birch,
            now=NOON,
        )  # fmt: skip


def test_two_people_at_once(wood, birch):
    upload = given(birch, wood.birch)
    layout = using(upload, VAT=Role.IGNORE)
    change_layout(upload=upload, layout=layout, version=1, by=wood.birch, now=NOON)
    do_waiting_work()
    with pytest.raises(ChangedMeanwhile):
        change_layout(upload=upload, layout=layout, version=1, by=wood.birch, now=NOON)


def test_after_it_was_added_only_once_it_is_undone(wood, birch):
    upload = added(birch, wood.birch)
    layout = using(upload, VAT=Role.IGNORE)
    with pytest.raises(WrongState):
        change_layout(upload=upload, layout=layout, version=1, by=wood.birch, now=NOON)
    undo_upload(upload=upload, by=wood.birch, now=NOON)
    change_layout(upload=upload, layout=layout, version=1, by=wood.birch, now=NOON)
    do_waiting_work()
    upload.refresh_from_db()
    assert upload.state == "to_check"


def test_only_by_those_who_keep_it(wood, birch):
    upload = given(birch, wood.birch)
    with pytest.raises(NotAllowed):
        change_layout(
            upload=upload, layout=Layout.from_json(upload.layout), version=1, by=wood.ash, now=NOON
        )
