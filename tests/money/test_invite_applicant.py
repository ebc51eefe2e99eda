"""A group gets a link by e-mail, and applies without an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.rounds import invite_applicant
from spinney.money.models import MicroGrant
from tests.clusters.inviting import last_link
from tests.money.micro_grants import NOW, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_group_on_no_register_applies_by_its_link_once(wood):
    one = opened(wood, closes_on=localdate() + timedelta(days=20))
    invite_applicant(round_=one, email=" choir@example.org ", by=wood.ash, now=now())
    path = last_link("choir@example.org")
    visitor = Client()
    page = visitor.get(path)
    assert "You need no account" in page.content.decode()
    said = {"group_name": "Larch Lane Choir", "email": "choir@example.org",
            "purpose": "A hall", "asked_pence": "300"}  # fmt: skip
    assert "The most that can be asked for is £250" in visitor.post(path, said).content.decode()
    done = visitor.post(path, said | {"asked_pence": "200"})
    assert "is in" in done.content.decode()
    made = MicroGrant.objects.get()
    assert (made.group_name, made.asked_pence, made.organisation) == (
        "Larch Lane Choir",
        20_000,
        None,
    )
    assert not page.cookies
    assert TaskLink.objects.get().used_at is not None
    assert visitor.post(path, said | {"asked_pence": "100"}).status_code == 410
    assert MicroGrant.objects.count() == 1


def test_only_while_it_is_open_and_to_an_address(wood):
    one = opened(wood)
    with pytest.raises(BadInput):
        invite_applicant(round_=one, email="choir", by=wood.ash, now=NOW)
    with pytest.raises(NotAllowed):
        invite_applicant(round_=one, email="choir@example.org", by=wood.birch, now=NOW)
    with pytest.raises(WrongState):
        invite_applicant(
            round_=one, email="choir@example.org", by=wood.ash, now=NOW + timedelta(days=30)
        )
