"""Votes on paper and by phone, for whoever asks."""

from __future__ import annotations

from spinney.decisions.models import Ballot
from spinney.decisions.states import EntryState


def waiting_entries(ballot: Ballot) -> int:
    """How many votes on paper or by phone wait for their second person: in a secret ballot as many
    as envelopes.
    """
    rows = ballot.entries.filter(state=EntryState.WAITING)
    return rows.filter(elector__isnull=False).count()
