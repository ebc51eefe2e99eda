"""Who may vary, renew, end, join and leave agreements; and when."""

from __future__ import annotations

from datetime import date, timedelta

from spinney.agreements.bridge.lasting import last_agreed, ran_out
from spinney.agreements.models import Agreement, Approval, Version
from spinney.agreements.policies.agreements import EVERYBODY_IN_IT, RUNS_IT, TAKES_PART
from spinney.agreements.policies.drafting import drafts, runs
from spinney.agreements.policies.duties import MAY as DUTIES
from spinney.agreements.policies.leaving import MAY as LEAVING
from spinney.agreements.states import (
    AgreementState,
    ApprovalState,
    SigningState,
    SpeaksFor,
    VersionState,
)
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

MOST_WHERE = 300
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from signatures, dates and memberships

MAY: dict[str, frozenset[Role]] = {
    "put_in_force": NOBODY_BY_HAND,
    "begin_version": NOBODY_BY_HAND,
    "bind_party": NOBODY_BY_HAND,
    "versions": EVERYBODY_IN_IT,
    "vary_agreement": TAKES_PART,
    "renew_agreement": TAKES_PART,
    "ask_to_end": TAKES_PART,
    "end_agreement": TAKES_PART,
    "end_as_agreed": NOBODY_BY_HAND,
    "undo_end": TAKES_PART,
    "run_out": NOBODY_BY_HAND,
    "warn_of_end": NOBODY_BY_HAND,
    "joiners": RUNS_IT,
    "start_accession": RUNS_IT,
    **DUTIES,
    **LEAVING,
}


# Who ------------------------------------------------------------------------------------------


def asks_to_end(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor may ask whether an agreement ends early: those that run the cluster; of one
    that is its parties' alone, also the member that began it.
    """
    if runs(by, agreement.scope):
        return True
    return agreement.speaks_for == SpeaksFor.PARTIES and drafts(by, agreement)


def check_asks_to_end(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever may not ask whether it ends."""
    if not asks_to_end(by, agreement):
        raise NotAllowed(
            "Those who run the cluster ask whether an agreement ends early. Your own organisation"
            " can leave it by giving notice."
        )


def ends_it(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor notes that it was decided elsewhere to end it, and takes such an end back:
    those that run the cluster. No party says by itself that the others agreed.
    """
    return runs(by, agreement.scope)


def check_ends_it(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever may not end it."""
    if not ends_it(by, agreement):
        raise NotAllowed(
            "An agreement ends early when those agree whom it concerns. That they agreed elsewhere"
            " is noted by those who run the cluster. Your own organisation can leave it by giving"
            " notice."
        )


# When -----------------------------------------------------------------------------------------


def check_all_signed(version: Version) -> None:
    """Raise WrongState unless a version is out for signature and has all that it needs: a signing
    that is complete, or an original that was signed before it came here.
    """
    if version.state != VersionState.SIGNING:
        raise WrongState(
            f"This version is “{version.get_state_display()}”; only one that is out for signature"
            " can come into force."
        )
    if was_ended_by_hand(version.agreement):
        raise WrongState(
            "This agreement was ended meanwhile, so nothing can be signed in it any more."
        )
    if version.agreement.signed_elsewhere and version.number == 1:
        return
    if not version.signings.filter(state=SigningState.COMPLETE).exists():
        raise WrongState("Not everybody who must sign this version has signed it.")


def was_ended_by_hand(agreement: Agreement) -> bool:
    """Whether somebody ended an agreement, rather than its last day being over."""
    return agreement.ended_on is not None and bool(agreement.end_reason)


def check_ends_after_it_begins(first: date, last: date | None) -> None:
    """Raise WrongState when the end that the terms name lies before the first day."""
    told = why_it_would_end_first(first, last)
    if told:
        raise WrongState(
            f"{told} Take it back from signing, choose a later end, and put it out again."
        )


def why_it_would_end_first(first: date, last: date | None) -> str:
    """A sentence when the end that the terms name lies before the first day; else empty."""
    if last is None or last >= first:
        return ""
    return f"By its own terms this ends on {day(last)}, and it would begin on {day(first)}."


def check_lasts(agreement: Agreement, today: date) -> Version:
    """The last version that was signed. Raises WrongState unless the agreement is signed and not
    over.
    """
    version = last_agreed(agreement)
    if version is None:
        raise WrongState("This is not signed yet.")
    if agreement.ended_on is not None:
        over = "ended" if agreement.ended_on <= today else "ends"
        raise WrongState(f"This agreement {over} on {day(agreement.ended_on)}.")
    if agreement.state != AgreementState.AGREED or ran_out(version, today):
        raise WrongState("This agreement is over.")
    return version


def lasts(agreement: Agreement, today: date) -> bool:
    """Whether an agreement is signed and not over."""
    try:
        check_lasts(agreement, today)
    except WrongState:
        return False
    return True


def is_over(agreement: Agreement, version: Version, today: date) -> bool:
    """Whether an agreement holds no more on a day and will not again: ended, or run out."""
    if agreement.ended_on is not None and agreement.ended_on <= today:
        return True
    return ran_out(version, today)


def check_can_vary(agreement: Agreement, today: date) -> Version:
    """The version that a variation starts from. Raises WrongState when there is none, or another
    one is being written or signed.
    """
    if agreement.deed_of_id is not None:
        raise WrongState("A deed does its work once, when it is signed. It is not varied.")
    version = check_lasts(agreement, today)
    check_nothing_under_way(agreement)
    return version


def check_nothing_under_way(agreement: Agreement) -> None:
    """Raise WrongState while a version is being written or is out for signature."""
    open_states = (VersionState.DRAFT, VersionState.SIGNING)
    under_way = agreement.versions.filter(state__in=open_states).first()
    if under_way is not None:
        what = "being written" if under_way.state == VersionState.DRAFT else "out for signature"
        raise WrongState(
            f"Version {under_way.number} is {what}. Go on with that one, or throw it away first."
        )


def earliest_end(agreement: Agreement, today: date) -> date:
    """The first day on which an agreement can hold no more: it does not end before it began. One
    that is still to begin can be called off: it then holds on no day.
    """
    agreed = agreement.versions.filter(state=VersionState.AGREED, in_force_from__isnull=False)
    begins = agreed.order_by("number").values_list("in_force_from", flat=True).first()
    if begins is None or begins < today:
        return today
    return begins if begins > today else begins + timedelta(days=1)


def check_can_end(
    agreement: Agreement, on: date, today: date, *, whenever: bool = False
) -> Version:
    """The last version. Raises WrongState when it is over or something is out for signature,
    BadInput for a day that has passed, lies after the end that was agreed, or before its beginning
    (`whenever`: that may be, since it was a mistake or nobody is left).
    """
    version = check_lasts(agreement, today)
    if agreement.versions.filter(state=VersionState.SIGNING).exists():
        raise WrongState("A variation is out for signature. Take it back first.")
    told = ""
    if on < today:
        told = "Choose today or a later day: what has been cannot be ended."
    elif on < earliest_end(agreement, today) and not whenever:
        told = (
            f"Choose {day(earliest_end(agreement, today))} or a later day: it does not end before"
            " it begins."
        )
    elif version.in_force_until is not None and on > version.in_force_until:
        told = (
            f"It ends on {day(version.in_force_until)} anyway. Choose that day or an earlier one."
        )
    if told:
        raise BadInput(told, {"on": [told]})
    return version


def check_end_is_not_asked(agreement: Agreement, today: date) -> None:
    """Raise WrongState while the members are being asked whether an agreement ends, or what they
    answered is still to be counted.
    """
    asked = Approval.objects.filter(
        about__agreement=agreement, ends_on__isnull=False, state=ApprovalState.OPEN
    ).first()
    if asked is None or asked.ends_on is None:
        return
    if today > asked.closes_on:
        raise WrongState(
            f"The members were asked whether “{agreement.title}” ends on {day(asked.ends_on)}, and"
            " their answers are being counted. Try again in a quarter of an hour."
        )
    raise WrongState(
        f"The members are being asked whether “{agreement.title}” ends on {day(asked.ends_on)}."
        " Wait for their answer, or take that question back first."
    )


def check_decided_elsewhere(where: str) -> str:
    """Where it was decided, in one line. Raises BadInput when nothing, or too much, is said."""
    where = " ".join(where.split())
    told = ""
    if not where:
        told = "Say where and when it was agreed: “members’ meeting, 12 March 2026, item 4”."
    elif len(where) > MOST_WHERE:
        told = f"Make it shorter: it has {len(where)} letters, and there is room for {MOST_WHERE}."
    if told:
        raise BadInput(told, {"decided_elsewhere": [told]})
    return where


def check_can_undo_end(agreement: Agreement, today: date) -> None:
    """Raise WrongState unless somebody ended it, its first day without has not passed, and it was
    not the members who decided so when they were asked.
    """
    if not was_ended_by_hand(agreement) or agreement.ended_on is None:
        raise WrongState("This agreement was not ended by anybody.")
    asked = Approval.objects.filter(
        about__agreement=agreement, ends_on=agreement.ended_on, state=ApprovalState.AGREED,
        decided_elsewhere="",
    )  # fmt: skip
    if asked.exists():
        raise WrongState(
            "Those who were asked agreed to end it, so nobody takes that back alone. Renew it: the"
            " same words are put out for signature again."
        )
    if agreement.ended_on < today:
        raise WrongState(
            f"It ended on {day(agreement.ended_on)}, and that day has passed. Renew it instead: a"
            " new agreement with the same words is put out for signature."
        )


def check_can_join(agreement: Agreement, organisation: register.Organisation, today: date) -> None:
    """Raise WrongState unless an organisation can become a party: it is none yet, is not about to
    be one, and belongs to the cluster if the agreement is the whole cluster's.
    """
    name = organisation.name
    if agreement.deed_of_id is not None:
        raise WrongState("Nobody joins a deed. Let it join the agreement that the deed is of.")
    party = agreement.parties.filter(organisation=organisation).first()
    if party is not None and party.joined_on and (party.left_on is None or party.left_on > today):
        raise WrongState(f"{name} is a party already.")
    begun = agreement.deeds.filter(
        kind="accession_deed", parties__organisation=organisation,
        state__in=(AgreementState.DRAFT, AgreementState.SIGNING),
    )  # fmt: skip
    if begun.exists():
        raise WrongState(f"A deed by which {name} joins is begun already. Go on with that one.")
    here = {one.organisation_id for one in clusters.belongs(agreement.cluster, today)}
    if agreement.speaks_for == SpeaksFor.CLUSTER and organisation.pk not in here:
        raise WrongState(f"{name} does not belong to the cluster. Let it in there first.")


def check_reason(reason: str, asked: str) -> None:
    """Raise BadInput without a reason."""
    if not reason.strip():
        raise BadInput(asked, {"reason": [asked]})
