"""The lives of agreements, versions, signatures and what follows from them, as data
(docs/reference/states.md).
"""

from __future__ import annotations

from django.db import models


class SpeaksFor(models.TextChoices):
    """Whose rules an agreement states: the whole cluster's, or its parties' alone."""

    CLUSTER = "cluster", "The whole cluster"
    PARTIES = "parties", "Its parties alone"


class AgreementState(models.TextChoices):
    DRAFT = "draft", "Being written"
    SIGNING = "signing", "Out for signature"
    AGREED = "agreed", "Signed"
    ENDED = "ended", "Ended"
    DISCARDED = "discarded", "Thrown away"


class VersionState(models.TextChoices):
    DRAFT = "draft", "Being written"
    SIGNING = "signing", "Out for signature"
    AGREED = "agreed", "Signed"
    DISCARDED = "discarded", "Thrown away"


class PartyRole(models.TextChoices):
    MEMBER = "member", "Member"
    LEAD = "lead", "Lead body"
    HOST = "host", "Host"
    GUARANTOR = "guarantor", "Guarantor"
    FUNDER = "funder", "Funder"
    COMMISSIONER = "commissioner", "Commissioner"
    SUBCONTRACTOR = "subcontractor", "Subcontractor"
    SUPPLIER = "supplier", "Supplier"


class SigningState(models.TextChoices):
    OPEN = "open", "Open"
    COMPLETE = "complete", "Signed"
    WITHDRAWN = "withdrawn", "Taken back"
    LAPSED = "lapsed", "Not signed in time"


class AskedState(models.TextChoices):
    WAITING = "waiting", "Has not signed"
    SIGNED = "signed", "Signed"
    DECLINED = "declined", "Will not sign"
    NOT_NEEDED = "not_needed", "Need not sign"


class SignedHow(models.TextChoices):
    ELECTRONIC = "electronic", "On the site"
    PAPER = "paper", "On paper"
    ELSEWHERE = "elsewhere", "Before it came here"


class ScanState(models.TextChoices):
    WAITING = "waiting", "Waits for two people to confirm it"
    CONFIRMED = "confirmed", "Confirmed by two people"
    REFUSED = "refused", "Not accepted"


class CommentState(models.TextChoices):
    OPEN = "open", "Open"
    SETTLED = "settled", "Settled"


class WordsState(models.TextChoices):
    OPEN = "open", "Open"
    TAKEN = "taken", "Taken over"
    NOT_TAKEN = "not_taken", "Not taken over"
    WITHDRAWN = "withdrawn", "Taken back"


class ReaderState(models.TextChoices):
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Has finished reading"
    WITHDRAWN = "withdrawn", "No longer asked"


class ApprovalState(models.TextChoices):
    OPEN = "open", "Open"
    AGREED = "agreed", "Agreed"
    NOT_AGREED = "not_agreed", "Not agreed"
    WITHDRAWN = "withdrawn", "Taken back"


class Voice(models.TextChoices):
    AGREES = "agrees", "Agrees"
    STANDS_ASIDE = "stands_aside", "Stands aside"
    OBJECTS = "objects", "Objects"


class DutyKind(models.TextChoices):
    REVIEW = "review", "Review"
    NOTICE = "notice", "Notice"
    REPORT = "report", "Report due"
    RETENTION = "retention", "Records to be destroyed"
    PAYMENT = "payment", "Payment due"
    END = "end", "Ends"
    OTHER = "other", "Something else"


class DutyState(models.TextChoices):
    OPEN = "open", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "No longer needed"


class LeavingState(models.TextChoices):
    NOTICE = "notice", "Notice given"
    LEFT = "left", "Has left"
    TAKEN_BACK = "taken_back", "Notice taken back"


NEXT: dict[type[models.TextChoices], dict[str, frozenset[str]]] = {
    AgreementState: {
        AgreementState.DRAFT: frozenset({AgreementState.SIGNING, AgreementState.DISCARDED}),
        # Taken back or not signed in time: the draft is open again.
        AgreementState.SIGNING: frozenset({AgreementState.AGREED, AgreementState.DRAFT}),
        AgreementState.AGREED: frozenset({AgreementState.ENDED}),
        AgreementState.ENDED: frozenset({AgreementState.AGREED}),
        AgreementState.DISCARDED: frozenset({AgreementState.DRAFT}),
    },
    VersionState: {
        VersionState.DRAFT: frozenset({VersionState.SIGNING, VersionState.DISCARDED}),
        VersionState.SIGNING: frozenset({VersionState.AGREED, VersionState.DRAFT}),
        VersionState.AGREED: frozenset(),
        VersionState.DISCARDED: frozenset({VersionState.DRAFT}),
    },
    SigningState: {
        SigningState.OPEN: frozenset(
            {SigningState.COMPLETE, SigningState.WITHDRAWN, SigningState.LAPSED}
        ),
        SigningState.COMPLETE: frozenset(),
        SigningState.WITHDRAWN: frozenset(),
        # Whoever put it out gives more time, or takes it back.
        SigningState.LAPSED: frozenset({SigningState.OPEN, SigningState.WITHDRAWN}),
    },
    AskedState: {
        AskedState.WAITING: frozenset(
            {AskedState.SIGNED, AskedState.DECLINED, AskedState.NOT_NEEDED}
        ),
        AskedState.SIGNED: frozenset(),
        AskedState.DECLINED: frozenset({AskedState.WAITING, AskedState.NOT_NEEDED}),
        AskedState.NOT_NEEDED: frozenset({AskedState.WAITING}),
    },
    ScanState: {
        ScanState.WAITING: frozenset({ScanState.CONFIRMED, ScanState.REFUSED}),
        ScanState.CONFIRMED: frozenset(),
        ScanState.REFUSED: frozenset(),
    },
    CommentState: {
        CommentState.OPEN: frozenset({CommentState.SETTLED}),
        CommentState.SETTLED: frozenset({CommentState.OPEN}),
    },
    WordsState: {
        WordsState.OPEN: frozenset({WordsState.TAKEN, WordsState.NOT_TAKEN, WordsState.WITHDRAWN}),
        WordsState.TAKEN: frozenset({WordsState.OPEN}),
        WordsState.NOT_TAKEN: frozenset({WordsState.OPEN}),
        WordsState.WITHDRAWN: frozenset({WordsState.OPEN}),
    },
    ReaderState: {
        ReaderState.ASKED: frozenset({ReaderState.ANSWERED, ReaderState.WITHDRAWN}),
        ReaderState.ANSWERED: frozenset({ReaderState.ASKED, ReaderState.WITHDRAWN}),
        ReaderState.WITHDRAWN: frozenset({ReaderState.ASKED}),
    },
    ApprovalState: {
        ApprovalState.OPEN: frozenset(
            {ApprovalState.AGREED, ApprovalState.NOT_AGREED, ApprovalState.WITHDRAWN}
        ),
        ApprovalState.AGREED: frozenset(),
        ApprovalState.NOT_AGREED: frozenset(),
        ApprovalState.WITHDRAWN: frozenset(),
    },
    DutyState: {
        DutyState.OPEN: frozenset({DutyState.DONE, DutyState.DROPPED}),
        DutyState.DONE: frozenset({DutyState.OPEN}),
        DutyState.DROPPED: frozenset({DutyState.OPEN}),
    },
    LeavingState: {
        LeavingState.NOTICE: frozenset({LeavingState.LEFT, LeavingState.TAKEN_BACK}),
        LeavingState.LEFT: frozenset(),
        LeavingState.TAKEN_BACK: frozenset(),
    },
}
