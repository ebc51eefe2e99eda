"""Whoever a contract belongs to is reminded of its day of notice, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from spinney.base.access.asks import asked_of
from spinney.base.post.models import Message
from spinney.purchasing.tasks.contracts import remind_of_notices
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def ends_in(days):
    return {
        "notice_day": localdate(NOW) + timedelta(days=days),
        "end_day": localdate(NOW) + timedelta(days=days + 90),
    }


def test_once_for_each_and_nothing_of_supplier_or_cost(wood):
    a_contract(wood.organisations["birch"], **ends_in(30))
    a_contract(cluster=wood.cluster, **ends_in(10))
    a_contract(wood.organisations["birch"], **ends_in(100))
    a_contract(wood.organisations["birch"], state="notice_given", **ends_in(20))
    for _ in range(2):
        remind_of_notices(NOW)
    found = Message.objects.filter(kind="purchasing.notice_soon").order_by("email")
    assert [one.email for one in found] == ["ash@example.org", "birch@example.org"]
    words = " ".join(one.body + one.subject for one in found)
    assert not [one for one in ("Larch", "2,400", "Photocopier") if one in words]


def test_home_asks_for_it_meanwhile(wood):
    a_contract(wood.organisations["birch"], **ends_in(30))
    assert [one.what for one in asked_of(wood.birch, NOW) if "Photocopier" in one.what]
    assert not [one.what for one in asked_of(wood.ash, NOW) if "Photocopier" in one.what]
