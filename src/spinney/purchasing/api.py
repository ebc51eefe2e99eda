"""The door of the purchasing room: the only module other rooms may import."""

from __future__ import annotations

from spinney.purchasing.events.savings import saving_changed
from spinney.purchasing.models import Saving
from spinney.purchasing.queries.saving_totals import Amount, KindSaved, Saved, savings_of
from spinney.purchasing.queries.signs import signs

__all__ = [
    "Amount",
    "KindSaved",
    "Saved",
    "Saving",
    "saving_changed",
    "savings_of",
    "signs",
]
