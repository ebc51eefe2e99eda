"""What came of it is logged once it is there, with how far it came of working together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.evaluation.actions.spin_offs import SpinOffText, tell_spin_off
from spinney.evaluation.models import SpinOff
from tests.access import client_of
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TEXT = SpinOffText("group", "A carers’ group", date(2026, 3, 1), "Wholly.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "x"}, "kind"), ({"title": " "}, "title"), ({"because": ""}, "because"),
        ({"since": date(2026, 3, 21)}, "since"), ({"worth_pence": -1}, "worth_pence"),
        ({"story": "x" * 4_001}, "story"),
    ],
)  # fmt: skip
def test_what_cannot_be_logged(wood, changes, field):
    with pytest.raises(BadInput) as told:
        tell_spin_off(cluster=wood.cluster, text=replace(TEXT, **changes), by=wood.ash, now=NOON)
    assert field in told.value.fields


def test_from_its_page(wood):
    url = reverse("evaluation:tell-spin-off", args=[wood.cluster.pk])
    day = {"since_day": "1", "since_month": "3", "since_year": "2026"}
    page = client_of(wood, "birch").post(
        url, {"kind": "contract", "title": "A contract", "because": "Partly.",
              "worth_pence": "1,200", **day}, follow=True,
    ).content.decode()  # fmt: skip
    assert "Ask a partner to confirm it" in page
    one = SpinOff.objects.get()
    assert (one.worth_pence, one.organisation) == (120_000, wood.organisations["birch"])
