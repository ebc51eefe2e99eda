"""What makes a member's spending comparable."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from spinney.purchasing.actions.measures import Measured, set_measures
from spinney.purchasing.models import Measure
from tests.access import client_of
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_the_profile_says_is_offered_and_kept_with_where_it_is_from(wood):
    birch = wood.organisations["birch"]
    birch.staff = 12
    birch.save()
    client = client_of(wood, "birch")
    url = reverse("purchasing:set-measures", args=[birch.pk])
    assert 'value="12"' in client.get(url).content.decode()
    client.post(url, {"employees": "12", "sites": "2", "lines": ""})
    held = {one.measure: (one.value, one.source) for one in Measure.objects.all()}
    assert held == {"employees": (Decimal(12), "profile"), "sites": (Decimal(2), "typed")}
    client.post(url, {"employees": "12"})
    assert set(Measure.objects.values_list("measure", flat=True)) == {"employees"}
    assert Entry.objects.filter(verb="purchasing.set_measures").count() == 2


@pytest.mark.parametrize(("kind", "value"), [("employees", -1), ("windows", 3)])
def test_what_cannot_be(wood, kind, value):
    with pytest.raises(BadInput):
        set_measures(
            organisation=wood.organisations["birch"], measures={kind: Measured(Decimal(value))},
            by=wood.birch, now=NOON,
        )  # fmt: skip


def test_only_by_those_who_keep_it(wood):
    with pytest.raises(NotAllowed):
        set_measures(organisation=wood.organisations["birch"], measures={}, by=wood.ash, now=NOON)
