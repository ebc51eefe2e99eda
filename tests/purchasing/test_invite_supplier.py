"""Suppliers are put on the list; while quotes come in, each is asked at once."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.purchasing.actions.inviting import invite_supplier
from spinney.purchasing.models import JointPurchase
from tests.purchasing.buying import AFTER, NOW, asked
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def invite(wood, purchase, name="Larch", email="larch@example.org", who="ash", now=NOW):
    return invite_supplier(purchase=purchase, name=name, email=email, by=wood.actor(who), now=now)


def test_nothing_is_sent_before_quotes_are_asked_for(wood):
    made = invite(wood, a_purchase(wood.cluster), "Larch  Computers", "Sales@Example.org ")
    assert (made.name, made.email, made.state) == ("Larch Computers", "sales@example.org", "draft")
    assert not Message.objects.exists()
    assert "example.org" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_later_it_is_asked_at_once_and_not_when_time_is_over(wood):
    purchase = asked(wood)
    assert invite(wood, purchase, "Fir Systems", "fir@example.org").state == "asked"
    assert Message.objects.filter(email="fir@example.org", kind="purchasing.quote_request")
    with pytest.raises(WrongState, match="time for quotes is over"):
        invite(wood, purchase, "Ivy", "ivy@example.org", now=AFTER)
    assert not purchase.invited.filter(name="Ivy").exists()


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("larch COMPUTERS", "x@example.org"),
        ("New", "larch@example.org"),
        ("", "x@example.org"),
        ("New", "no address"),
    ],
)
def test_names_and_addresses_are_different_and_whole(wood, name, email):
    with pytest.raises(BadInput):
        invite(wood, asked(wood), name, email)


def test_members_do_not(wood):
    with pytest.raises(NotAllowed):
        invite(wood, a_purchase(wood.cluster), who="birch")
    JointPurchase.objects.update(state="comparing")
    with pytest.raises(WrongState):
        invite(wood, JointPurchase.objects.get())
