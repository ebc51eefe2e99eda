"""Who keeps a ledger, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from spinney.register.models import Mandate
from tests.access import client_of
from tests.money.making import DAY
from tests.personas import Wood


def at(wood: Wood, name: str, *more: Any) -> str:
    """The address of a page of the cluster's money."""
    return reverse(f"money:{name}", args=[wood.cluster.pk, *more])


def may_spend(wood: Wood, name: str) -> None:
    """Give somebody a mandate to spend for her organisation."""
    Mandate.objects.filter(person=wood.people[name]).update(spend_limit_pence=100_000)


def day_parts(name: str, day: date = DAY) -> dict[str, Any]:
    """A day as a form sends it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def ash(wood: Wood) -> Client:
    """Who facilitates, in a browser."""
    return client_of(wood, "ash")
