"""The way from a total on any page to the entries that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from spinney.money.models import Fund

_KEYS = {
    "account": "account", "fund": "fund", "activity_id": "activity", "budget_line_id": "line",
    "organisation_id": "whose", "kind": "kind", "first": "from", "last": "to", "source": "source",
}  # fmt: skip


def trail(cluster_id: int, **filters: object) -> str:
    """The address of the entries that a total is made of: `filters` as for
    `queries.balances.balance`, and `source`, `kind` ("income", "cost"). `fund=0` and the like:
    lines of none.
    """
    query: list[tuple[str, str]] = []
    for name, value in filters.items():
        if value is None:
            continue
        key = _KEYS[name]
        if isinstance(value, str) or not isinstance(value, Iterable):
            query.append((key, _said(value)))
        else:
            query += [(key, _said(one)) for one in value]
    url = reverse("money:entries", args=[cluster_id])
    return f"{url}?{urlencode(query)}" if query else url


def _said(value: object) -> str:
    if isinstance(value, Fund):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    # “None” is an empty choice in the filters of a list.
    return "" if value == 0 else str(value)
