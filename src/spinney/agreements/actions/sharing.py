"""Taking back what an organisation shares under an agreement, and sharing it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.bridge.duties import TAKEN_BACK
from spinney.agreements.engine.protocol import THOSE_THAT_RUN_IT
from spinney.agreements.letters import sharing as letters
from spinney.agreements.models import Agreement, Duty, Party, Revocation
from spinney.agreements.policies import sharing as rules
from spinney.agreements.queries.given import Given, Recipient, reached_by, said_of
from spinney.agreements.states import DutyKind, DutyState
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.periods import add_months
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of

LEAST_MONTHS = 1
"""What a recipient has to destroy its copies, if the protocol lets it keep them no longer."""


@dataclass(frozen=True)
class TakenBack:
    """What is taken back under an agreement: everything, or one field, recipient or purpose of it
    (or one of each, which narrows it). `runners`: from those that run the cluster alone. The reason
    is the organisation's own; nobody else sees it.
    """

    field: str = ""
    recipient_id: int | None = None
    purpose: str = ""
    reason: str = ""
    runners: bool = False

    @property
    def recipient(self) -> Recipient:
        """Whom it is taken from; None: everybody."""
        return THOSE_THAT_RUN_IT if self.runners else self.recipient_id


@transaction.atomic
def stop_sharing(
    *, agreement: Agreement, organisation_id: int, what: TakenBack, by: Actor, now: datetime
) -> Revocation:
    """Share something no longer: at the next request nobody is shown it any more.

    Those who were shown it are told, and by when to destroy their copies; that is kept as a duty
    of each. Raises WrongState for what is taken back already, or was never signed; BadInput for
    what the agreement does not share.
    """
    scope = organisation_scope(organisation_id)
    require(policies.MAY, "stop_sharing", by=by, scope=scope)
    rules.check_can_take_back(agreement, organisation_id)
    # Two of its people who do the same: the second is told that it is done.
    party = Party.objects.select_for_update().get(agreement=agreement, organisation=organisation_id)
    if what.recipient_id is not None:
        rules.check_recipient(agreement, organisation_id, what.recipient_id)
    _check_not_taken_back(agreement, organisation_id, what)
    given = reached_by(party, what.field, what.recipient, what.purpose, now)
    if (what.field or what.purpose) and not given.is_named:
        raise BadInput("Your organisation does not share this under this agreement.")
    revocation = Revocation.objects.create(
        agreement=agreement,
        organisation_id=organisation_id,
        field=what.field,
        recipient_id=what.recipient_id,
        runners=what.runners,
        purpose=what.purpose,
        at=now,
        by=by.label,
        reason=what.reason.strip(),
    )
    duties = _oblige(revocation, given, party.organisation.name, localdate(now))
    record(
        "agreements.stop_sharing", by=by, on=revocation, at=now, scope=scope,
        agreement=agreement.title, agreement_id=agreement.pk, what=said_of(revocation),
        field=what.field, recipient_id=what.recipient_id, purpose=what.purpose,
        runners=what.runners,
        duties=[duty.pk for duty in duties],
    )  # fmt: skip
    letters.sharing_stopped(revocation, given, duties, by=by, now=now)
    return revocation


def _check_not_taken_back(agreement: Agreement, organisation_id: int, what: TakenBack) -> None:
    standing = Revocation.objects.filter(
        agreement=agreement, organisation=organisation_id, lifted_at=None,
        field__in={"", what.field}, purpose__in={"", what.purpose},
    )  # fmt: skip
    for one in standing:
        everybody = one.recipient_id is None and not one.runners
        if everybody or (one.recipient_id, one.runners) == (what.recipient_id, what.runners):
            raise WrongState("You have stopped sharing this already.")


def _oblige(revocation: Revocation, given: Given, giver: str, today: date) -> list[Duty]:
    """What recipients have to do now: one duty each, by the earliest day that a line gives."""
    duties = []
    what = said_of(revocation)
    for recipient, months in given.keep_months.items():
        due = add_months(today, max(months, LEAST_MONTHS))
        duties.append(
            Duty.objects.create(
                agreement_id=revocation.agreement_id,
                kind=DutyKind.RETENTION,
                title=f"Destroy what you hold of {giver}: {what[:1].lower()}{what[1:]}"[:200],
                due_on=due,
                organisation_id=recipient,
                from_term=TAKEN_BACK,
                clause=given.clause,
                note="Unless a law obliges you to keep it. Then note which, and until when.",
            )
        )
    return duties


@transaction.atomic
def share_again(*, revocation: Revocation, by: Actor, now: datetime) -> Revocation:
    """Take a revocation back: what the agreement allows is shared again at the next request. Those
    who were told are told so, and need destroy nothing that they have not destroyed yet.
    """
    scope = organisation_scope(revocation.organisation_id)
    require(policies.MAY, "share_again", by=by, scope=scope)
    held = (
        Revocation.objects.select_for_update(of=("self",))
        .select_related("agreement__cluster", "organisation", "recipient")
        .get(pk=revocation.pk)
    )
    rules.check_not_lifted(held)
    held.lifted_at, held.lifted_by = now, by.label
    held.save(update_fields=["lifted_at", "lifted_by"])
    done = Entry.objects.filter(verb="agreements.stop_sharing", subject=subject_of(held)).first()
    duties = Duty.objects.filter(pk__in=done.detail["duties"] if done else [])
    told = list(duties.values_list("organisation", flat=True))
    duties.filter(state=DutyState.OPEN).update(state=DutyState.DROPPED)
    record(
        "agreements.share_again", by=by, on=held, at=now, scope=scope,
        agreement=held.agreement.title, agreement_id=held.agreement_id, what=said_of(held),
    )  # fmt: skip
    letters.shared_again(held, [pk for pk in told if pk is not None], by=by, now=now)
    return held
