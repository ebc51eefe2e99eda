"""Which terms apply to an agreement itself: how it is left and joined, who is its lead body."""

from __future__ import annotations

from datetime import date

from spinney.agreements.engine.terms import Terms
from spinney.agreements.models import Agreement
from spinney.agreements.queries.terms import terms, terms_of
from spinney.agreements.states import SpeaksFor


def applying(agreement: Agreement, on: date, key: str) -> Terms:
    """The terms to read for one key: the agreement's own where it says something of it; else, for
    one that speaks for the cluster, what is in force there; else what holds if nothing is agreed.
    """
    own = terms_of(agreement, on)
    if own.source(key) is not None or agreement.speaks_for != SpeaksFor.CLUSTER:
        return own
    return terms(agreement.cluster, on)
