"""The lives of this room as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class Restriction(models.TextChoices):
    """How freely money may be spent, as charity accounts tell it."""

    RESTRICTED = "restricted", "Restricted"
    DESIGNATED = "designated", "Designated"
    UNRESTRICTED = "unrestricted", "Unrestricted"


class BankFileState(models.TextChoices):
    TO_CHECK = "to_check", "To be checked"
    ADDED = "added", "Added"
    DISCARDED = "discarded", "Thrown away"
    UNDONE = "undone", "Undone"


class BankLineState(models.TextChoices):
    OPEN = "open", "Not matched yet"
    MATCHED = "matched", "Matched"
    IGNORED = "ignored", "Left out"


class AccrualState(models.TextChoices):
    DUE = "due", "Due"
    APPROVED = "approved", "Approved"
    PAID = "paid", "Paid"
    DROPPED = "dropped", "Not paid"


class RoundState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class MicroGrantState(models.TextChoices):
    APPLIED = "applied", "Applied for"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    PAID = "paid", "Paid"
    REPORTED = "reported", "Reported"
    WITHDRAWN = "withdrawn", "Withdrawn"


class BudgetState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Replaced"
    WHAT_IF = "what_if", "What if"


class ReallocationState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    PROPOSED = "proposed", "Proposed"
    DECIDED = "decided", "Decided"
    DECLINED = "declined", "Declined"
    CARRIED_OUT = "carried_out", "Carried out"


class GrantState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    APPLIED = "applied", "Applied for"
    TO_CHANGE = "to_change", "To be changed"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed"


class InstalmentState(models.TextChoices):
    PLANNED = "planned", "Planned"
    ASKED = "asked", "Waiting for a second person"
    RELEASED = "released", "Released"
    RECEIVED = "received", "Received"
    CANCELLED = "cancelled", "Cancelled"


class ChangeState(models.TextChoices):
    ASKED = "asked", "Asked for"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReportState(models.TextChoices):
    DUE = "due", "Due"
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Sent back"


class ClaimState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    SENT = "sent", "Sent"
    QUESTIONED = "questioned", "Questioned"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    ASKED = "asked", "Waiting for a second person"
    PAID = "paid", "Paid"


class CostState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    AGREED = "agreed", "Shared as budgeted"
    TRUED_UP = "trued_up", "Shared as it cost"
    SETTLED = "settled", "Settled"
    ENDED = "ended", "Ended"


class SignOff(models.TextChoices):
    OPEN = "open", "Not answered"
    AGREED = "agreed", "Agreed"
    QUESTIONED = "questioned", "Questioned"


class ContributionKind(models.TextChoices):
    TIME = "time", "Unpaid time"
    THINGS = "things", "Things, rooms or services given"


class ContributionFor(models.TextChoices):
    """What unpaid time and things went into: most of a lead body's goes unseen."""

    PLAN = "plan", "Work in the plan"
    DEVELOPMENT = "development", "Developing the cluster: bids, partners, papers"
    RUNNING = "running", "Running it: meetings, money, records"


NEXT: dict[str, dict[str, frozenset[str]]] = {
    "bank_file": {
        BankFileState.TO_CHECK: frozenset({BankFileState.ADDED, BankFileState.DISCARDED}),
        BankFileState.ADDED: frozenset({BankFileState.UNDONE}),
        BankFileState.DISCARDED: frozenset(),
        BankFileState.UNDONE: frozenset(),
    },
    "bank_line": {
        BankLineState.OPEN: frozenset({BankLineState.MATCHED, BankLineState.IGNORED}),
        BankLineState.MATCHED: frozenset({BankLineState.OPEN}),
        BankLineState.IGNORED: frozenset({BankLineState.OPEN}),
    },
    "accrual": {
        AccrualState.DUE: frozenset({AccrualState.APPROVED, AccrualState.DROPPED}),
        AccrualState.APPROVED: frozenset(
            {AccrualState.PAID, AccrualState.DUE, AccrualState.DROPPED}
        ),
        AccrualState.PAID: frozenset({AccrualState.APPROVED}),
        AccrualState.DROPPED: frozenset({AccrualState.DUE}),
    },
    "round": {
        RoundState.DRAFT: frozenset({RoundState.OPEN}),
        RoundState.OPEN: frozenset({RoundState.CLOSED}),
        RoundState.CLOSED: frozenset({RoundState.OPEN}),
    },
    "micro_grant": {
        MicroGrantState.APPLIED: frozenset(
            {MicroGrantState.APPROVED, MicroGrantState.DECLINED, MicroGrantState.WITHDRAWN}
        ),
        MicroGrantState.APPROVED: frozenset(
            {MicroGrantState.PAID, MicroGrantState.APPLIED, MicroGrantState.WITHDRAWN}
        ),
        MicroGrantState.DECLINED: frozenset({MicroGrantState.APPLIED}),
        MicroGrantState.PAID: frozenset({MicroGrantState.REPORTED, MicroGrantState.APPROVED}),
        MicroGrantState.REPORTED: frozenset({MicroGrantState.PAID}),
        MicroGrantState.WITHDRAWN: frozenset({MicroGrantState.APPLIED}),
    },
    "budget": {
        BudgetState.DRAFT: frozenset({BudgetState.IN_FORCE}),
        BudgetState.IN_FORCE: frozenset({BudgetState.SUPERSEDED}),
        BudgetState.SUPERSEDED: frozenset(),
        BudgetState.WHAT_IF: frozenset({BudgetState.DRAFT}),
    },
    "reallocation": {
        ReallocationState.DRAFT: frozenset({ReallocationState.PROPOSED}),
        ReallocationState.PROPOSED: frozenset(
            {ReallocationState.DRAFT, ReallocationState.DECIDED, ReallocationState.DECLINED}
        ),
        ReallocationState.DECIDED: frozenset(
            {ReallocationState.CARRIED_OUT, ReallocationState.PROPOSED, ReallocationState.DRAFT}
        ),
        ReallocationState.DECLINED: frozenset({ReallocationState.DRAFT}),
        ReallocationState.CARRIED_OUT: frozenset(),
    },
    "grant": {
        GrantState.DRAFT: frozenset({GrantState.APPLIED, GrantState.WITHDRAWN}),
        GrantState.APPLIED: frozenset(
            {GrantState.TO_CHANGE, GrantState.APPROVED, GrantState.DECLINED, GrantState.WITHDRAWN}
        ),
        GrantState.TO_CHANGE: frozenset({GrantState.APPLIED, GrantState.WITHDRAWN}),
        GrantState.APPROVED: frozenset({GrantState.CLOSED}),
        GrantState.DECLINED: frozenset({GrantState.DRAFT}),
        GrantState.WITHDRAWN: frozenset({GrantState.DRAFT}),
        GrantState.CLOSED: frozenset(),
    },
    "instalment": {
        InstalmentState.PLANNED: frozenset(
            {InstalmentState.ASKED, InstalmentState.RELEASED, InstalmentState.CANCELLED}
        ),
        InstalmentState.ASKED: frozenset({InstalmentState.RELEASED, InstalmentState.PLANNED}),
        InstalmentState.RELEASED: frozenset({InstalmentState.RECEIVED, InstalmentState.PLANNED}),
        InstalmentState.RECEIVED: frozenset({InstalmentState.RELEASED}),
        InstalmentState.CANCELLED: frozenset({InstalmentState.PLANNED}),
    },
    "grant_change": {
        ChangeState.ASKED: frozenset(
            {ChangeState.AGREED, ChangeState.REFUSED, ChangeState.WITHDRAWN}
        ),
        ChangeState.AGREED: frozenset(),
        ChangeState.REFUSED: frozenset(),
        ChangeState.WITHDRAWN: frozenset(),
    },
    "grant_report": {
        ReportState.DUE: frozenset({ReportState.SENT}),
        ReportState.SENT: frozenset({ReportState.ACCEPTED, ReportState.RETURNED}),
        ReportState.ACCEPTED: frozenset({ReportState.SENT}),
        ReportState.RETURNED: frozenset({ReportState.SENT}),
    },
    "claim": {
        ClaimState.DRAFT: frozenset({ClaimState.SENT}),
        ClaimState.SENT: frozenset(
            {ClaimState.QUESTIONED, ClaimState.APPROVED, ClaimState.REFUSED, ClaimState.DRAFT}
        ),
        ClaimState.QUESTIONED: frozenset({ClaimState.SENT, ClaimState.REFUSED}),
        ClaimState.APPROVED: frozenset({ClaimState.ASKED, ClaimState.PAID, ClaimState.SENT}),
        ClaimState.REFUSED: frozenset({ClaimState.DRAFT}),
        ClaimState.ASKED: frozenset({ClaimState.PAID, ClaimState.APPROVED}),
        ClaimState.PAID: frozenset({ClaimState.APPROVED}),
    },
    "shared_cost": {
        CostState.DRAFT: frozenset({CostState.AGREED, CostState.ENDED}),
        CostState.AGREED: frozenset({CostState.TRUED_UP, CostState.DRAFT, CostState.ENDED}),
        CostState.TRUED_UP: frozenset({CostState.SETTLED, CostState.AGREED}),
        CostState.SETTLED: frozenset({CostState.TRUED_UP}),  # a payment was taken back
        CostState.ENDED: frozenset({CostState.DRAFT}),
    },
}
"""What may come after what."""
