"""The door of the agreements room: the only module other rooms may import."""

from __future__ import annotations

from spinney.agreements.engine.terms import Source, TermFault, Terms
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries.terms import Clash, conflicts_of, terms, terms_of

__all__ = [
    "Agreement",
    "Clash",
    "Source",
    "TermFault",
    "Terms",
    "Version",
    "conflicts_of",
    "terms",
    "terms_of",
]
