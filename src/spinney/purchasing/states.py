"""The lives of uploads, opportunities, purchases and savings as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class UploadState(models.TextChoices):
    READING = "reading", "Being read"
    TO_CHECK = "to_check", "To be checked"
    ADDING = "adding", "Being added"
    ADDED = "added", "Added"
    REFUSED = "refused", "Could not be read"
    DISCARDED = "discarded", "Thrown away"
    UNDONE = "undone", "Undone"


class ShareState(models.TextChoices):
    SHARED = "shared", "Shared"
    TAKEN_BACK = "taken_back", "Taken back"


class NameFound(models.TextChoices):
    MATCHED = "matched", "Found by comparing names"
    PERSON = "person", "Said by a member"
    REGISTER = "register", "By a number on a register"


class JudgedAs(models.TextChoices):
    SAME = "same", "The same"
    DIFFERENT = "different", "Not the same"
    NOT_SURE = "not_sure", "Not sure"


class OpportunityState(models.TextChoices):
    OPEN = "open", "Open"
    PUT_BY = "put_by", "Put by"
    TAKEN = "taken", "Taken up"
    GONE = "gone", "No longer there"


class PurchaseState(models.TextChoices):
    PLEDGING = "pledging", "Who is in?"
    QUOTING = "quoting", "Waiting for quotes"
    COMPARING = "comparing", "Comparing quotes"
    DECIDING = "deciding", "Being decided"
    APPOINTED = "appointed", "Appointed"
    CONTRACTED = "contracted", "Under contract"
    ENDED = "ended", "Ended"


class PaidPer(models.TextChoices):
    ONCE = "once", "Once"
    WEEK = "week", "A week"
    MONTH = "month", "A month"
    QUARTER = "quarter", "A quarter"
    YEAR = "year", "A year"


class PledgeState(models.TextChoices):
    IN = "in", "In, on these conditions"
    OUT = "out", "Not this time"
    TAKEN_BACK = "taken_back", "Taken back"


class InvitedState(models.TextChoices):
    DRAFT = "draft", "Not asked yet"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Has sent a quote"
    DECLINED = "declined", "Will not quote"


class ContractState(models.TextChoices):
    RUNS = "runs", "Runs"
    NOTICE_GIVEN = "notice_given", "Notice given"
    ENDED = "ended", "Ended"


class SavingKind(models.TextChoices):
    CASHABLE = "cashable", "Cash that is no longer spent"
    AVOIDED = "avoided", "A cost that did not come"
    CAPACITY = "capacity", "Time that is free for other work"


class SavingState(models.TextChoices):
    CLAIMED = "claimed", "Claimed"
    CONFIRMED = "confirmed", "Confirmed by the member"
    REALISED = "realised", "Seen in later spending"
    REFUSED = "refused", "Not confirmed"
    WITHDRAWN = "withdrawn", "Taken back"


NEXT: dict[type[models.TextChoices], dict[str, frozenset[str]]] = {
    UploadState: {
        UploadState.READING: frozenset(
            {UploadState.TO_CHECK, UploadState.REFUSED, UploadState.DISCARDED}
        ),
        UploadState.TO_CHECK: frozenset(
            {UploadState.READING, UploadState.ADDING, UploadState.DISCARDED}
        ),
        UploadState.ADDING: frozenset({UploadState.ADDED, UploadState.TO_CHECK}),
        UploadState.ADDED: frozenset({UploadState.UNDONE}),
        UploadState.REFUSED: frozenset({UploadState.DISCARDED, UploadState.READING}),
        UploadState.DISCARDED: frozenset(),
        UploadState.UNDONE: frozenset({UploadState.READING}),
    },
    ShareState: {
        ShareState.SHARED: frozenset({ShareState.TAKEN_BACK}),
        ShareState.TAKEN_BACK: frozenset({ShareState.SHARED}),
    },
    OpportunityState: {
        OpportunityState.OPEN: frozenset(
            {OpportunityState.PUT_BY, OpportunityState.TAKEN, OpportunityState.GONE}
        ),
        OpportunityState.PUT_BY: frozenset({OpportunityState.OPEN, OpportunityState.GONE}),
        OpportunityState.TAKEN: frozenset({OpportunityState.OPEN}),
        OpportunityState.GONE: frozenset({OpportunityState.OPEN}),
    },
    PurchaseState: {
        PurchaseState.PLEDGING: frozenset({PurchaseState.QUOTING, PurchaseState.ENDED}),
        PurchaseState.QUOTING: frozenset({PurchaseState.COMPARING, PurchaseState.ENDED}),
        PurchaseState.COMPARING: frozenset(
            {PurchaseState.DECIDING, PurchaseState.APPOINTED, PurchaseState.ENDED}
        ),
        PurchaseState.DECIDING: frozenset(
            {PurchaseState.APPOINTED, PurchaseState.COMPARING, PurchaseState.ENDED}
        ),
        PurchaseState.APPOINTED: frozenset({PurchaseState.CONTRACTED, PurchaseState.ENDED}),
        PurchaseState.CONTRACTED: frozenset({PurchaseState.ENDED}),
        PurchaseState.ENDED: frozenset({PurchaseState.PLEDGING}),
    },
    PledgeState: {
        PledgeState.IN: frozenset({PledgeState.OUT, PledgeState.TAKEN_BACK}),
        PledgeState.OUT: frozenset({PledgeState.IN}),
        PledgeState.TAKEN_BACK: frozenset({PledgeState.IN, PledgeState.OUT}),
    },
    InvitedState: {
        InvitedState.DRAFT: frozenset({InvitedState.ASKED}),
        InvitedState.ASKED: frozenset({InvitedState.ANSWERED, InvitedState.DECLINED}),
        InvitedState.ANSWERED: frozenset({InvitedState.DECLINED}),
        InvitedState.DECLINED: frozenset({InvitedState.ANSWERED}),
    },
    ContractState: {
        ContractState.RUNS: frozenset({ContractState.NOTICE_GIVEN, ContractState.ENDED}),
        ContractState.NOTICE_GIVEN: frozenset({ContractState.RUNS, ContractState.ENDED}),
        ContractState.ENDED: frozenset({ContractState.RUNS}),
    },
    SavingState: {
        SavingState.CLAIMED: frozenset(
            {SavingState.CONFIRMED, SavingState.REFUSED, SavingState.WITHDRAWN}
        ),
        SavingState.CONFIRMED: frozenset({SavingState.REALISED, SavingState.WITHDRAWN}),
        SavingState.REALISED: frozenset({SavingState.CONFIRMED, SavingState.WITHDRAWN}),
        SavingState.REFUSED: frozenset({SavingState.CLAIMED}),
        SavingState.WITHDRAWN: frozenset({SavingState.CLAIMED}),
    },
}
