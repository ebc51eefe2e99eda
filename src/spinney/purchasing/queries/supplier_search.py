"""What a supplier may be the same as: others of the cluster, and entries of the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spinney.base.kernel.actors import Actor
from spinney.clusters.api import Cluster
from spinney.purchasing.queries.payee_names import plain_name
from spinney.purchasing.queries.supplier_page import Sight
from spinney.purchasing.queries.suppliers import SupplierRow, suppliers_of
from spinney.register.api import Likely, Sought, reconcile

OFFERED = 20
LIKELY = 60
"""Names less alike than this (of 100) are not offered unasked."""


def likely_suppliers(
    by: Actor, cluster: Cluster, on: date, words: str, but: Sequence[Sight]
) -> list[SupplierRow]:
    """Suppliers that somebody may mean: those with all the words that she typed, or else those
    whose names are like the chosen one's; nobody who is chosen already.
    """
    aside = {one.pk for one in but}
    rows = [row for row in suppliers_of(by, cluster, on) if row.pk not in aside]
    if words:
        wanted = words.casefold().split()
        found = [row for row in rows if all(one in row.written.casefold() for one in wanted)]
        return found[:OFFERED]
    return _alike(rows, but[0].spellings) if but else []


def _alike(rows: Sequence[SupplierRow], spellings: Sequence[str]) -> list[SupplierRow]:
    from rapidfuzz import fuzz, process

    mine = [plain_name(one) for one in spellings[:OFFERED]]
    choices = [plain_name(row.name) for row in rows]
    best: dict[int, float] = {}
    for name in mine:
        found = process.extract(
            name, choices, scorer=fuzz.token_set_ratio, limit=OFFERED, score_cutoff=LIKELY
        )
        for _text, score, place in found:
            best[place] = max(best.get(place, 0), score)
    ranked = sorted(best, key=lambda place: (-best[place], place))
    return [rows[place] for place in ranked[:OFFERED]]


def on_the_register(words: str, number: str) -> list[Likely]:
    """Entries of the register that a supplier may be, the likeliest first: by number, by name."""
    return reconcile(Sought(name=words, number=number, limit=8))
