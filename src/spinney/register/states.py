"""The lives of things in the register, as data (docs/reference/states.md is drawn from it)."""

from __future__ import annotations

from django.db import models


class ClaimState(models.TextChoices):
    WAITING = "waiting", "Waiting to be confirmed"
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class OfferState(models.TextChoices):
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class EvidenceState(models.TextChoices):
    HELD = "held", "Held"
    REPLACED = "replaced", "Replaced by a newer one"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DuplicateState(models.TextChoices):
    SUGGESTED = "suggested", "Suggested"
    MERGED = "merged", "Merged"
    DISTINCT = "distinct", "Not the same"


class LoadState(models.TextChoices):
    READY = "ready", "Ready to run"
    RUNNING = "running", "Running"
    STOPPED = "stopped", "Stopped, can be taken up again"
    DONE = "done", "Done"
    FAILED = "failed", "Could not be read"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


NEXT: dict[type[models.TextChoices], dict[str, frozenset[str]]] = {
    ClaimState: {
        ClaimState.WAITING: frozenset(
            {ClaimState.CONFIRMED, ClaimState.DECLINED, ClaimState.WITHDRAWN}
        ),
        ClaimState.CONFIRMED: frozenset(),
        ClaimState.DECLINED: frozenset(),
        ClaimState.WITHDRAWN: frozenset(),
    },
    OfferState: {
        OfferState.SENT: frozenset(
            {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.WITHDRAWN}
        ),
        OfferState.ACCEPTED: frozenset(),
        OfferState.DECLINED: frozenset(),
        OfferState.WITHDRAWN: frozenset(),
    },
    EvidenceState: {
        EvidenceState.HELD: frozenset({EvidenceState.REPLACED, EvidenceState.WITHDRAWN}),
        EvidenceState.REPLACED: frozenset({EvidenceState.HELD}),
        EvidenceState.WITHDRAWN: frozenset({EvidenceState.HELD}),
    },
    DuplicateState: {
        DuplicateState.SUGGESTED: frozenset({DuplicateState.MERGED, DuplicateState.DISTINCT}),
        DuplicateState.MERGED: frozenset({DuplicateState.SUGGESTED}),
        DuplicateState.DISTINCT: frozenset({DuplicateState.SUGGESTED}),
    },
    LoadState: {
        LoadState.READY: frozenset({LoadState.RUNNING, LoadState.FAILED}),
        LoadState.RUNNING: frozenset(
            {LoadState.STOPPED, LoadState.DONE, LoadState.FAILED, LoadState.UNDOING}
        ),
        LoadState.STOPPED: frozenset({LoadState.RUNNING, LoadState.UNDOING}),
        LoadState.FAILED: frozenset({LoadState.RUNNING, LoadState.UNDOING}),
        LoadState.DONE: frozenset({LoadState.UNDOING}),
        LoadState.UNDOING: frozenset({LoadState.UNDONE}),
        LoadState.UNDONE: frozenset(),
    },
}
