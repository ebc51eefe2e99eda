"""Who may put out, sign, forward, decline, remind, take back, confirm a scan; and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from spinney.agreements.bridge.fixing import document_of
from spinney.agreements.bridge.signatures import may_be_name_of
from spinney.agreements.models import Agreement, AskedToSign, Party, Signing, Version
from spinney.agreements.policies.agreements import TAKES_PART
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.states import NEXT, AgreementState, AskedState, SigningState
from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import counted, day, listed, money
from spinney.register import api as register

OF_THE_PARTY = frozenset({Role.SIGNATORY, Role.REPRESENTATIVE, Role.GUEST})
#: And then only of the party itself, or by those who run the cluster.
HANDLES_SCANS = TAKES_PART | {Role.OBSERVER, Role.SIGNATORY, Role.REPRESENTATIVE}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from signatures, dates and memberships

MAY: dict[str, frozenset[Role]] = {
    "signing": TAKES_PART | {Role.OBSERVER},
    "put_out": TAKES_PART,
    "sign": frozenset({Role.SIGNATORY, Role.GUEST}),
    "forward_signing": OF_THE_PARTY,
    "decline_to_sign": frozenset({Role.SIGNATORY, Role.GUEST}),
    "attach_authority": OF_THE_PARTY,
    "remove_authority": OF_THE_PARTY,
    "fetch_authority": TAKES_PART | {Role.OBSERVER},
    "ask_anew": TAKES_PART,
    "remind_signers": TAKES_PART,
    "take_back_signing": TAKES_PART,
    "extend_deadline": TAKES_PART,
    "lapse_signing": NOBODY_BY_HAND,
    "count_signature": NOBODY_BY_HAND,
    "complete_signing": NOBODY_BY_HAND,
    "release_party": NOBODY_BY_HAND,
    "send_scan": HANDLES_SCANS,
    "confirm_scan": HANDLES_SCANS,
    "refuse_scan": HANDLES_SCANS,
    "fetch_scan": TAKES_PART | {Role.OBSERVER},
}

LONGEST_SIGNING = timedelta(days=366)
MOST_SIGNATORIES = 5
MOST_PAPERS = 5
DAYS_BETWEEN_REMINDERS = 1


@dataclass(frozen=True)
class AskedParty:
    """A party as it is asked: at which step, how many of its people sign, whether nothing goes
    without it.
    """

    party_id: int
    step: int = 1
    signatories: int = 1
    is_required: bool = True


@dataclass(frozen=True)
class Choices:
    """How a version is put out. `needed`: so many of those asked must sign (none: all that are
    required). `amount_pence`: what each commits to by signing. `wanted_from`: the first day that is
    wished for (none: the day of the last signature). `some_on_paper`: parties in which nobody may
    sign here yet are asked all the same; they sign on paper, or once somebody may.
    """

    in_order: bool = False
    needed: int | None = None
    amount_pence: int | None = None
    message: str = ""
    wanted_from: date | None = None
    some_on_paper: bool = False


# Who ------------------------------------------------------------------------------------------


def manages(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor puts an agreement out for signature: whoever writes it does."""
    return drafts(by, agreement)


def check_manages(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever does not put the agreement out."""
    if not manages(by, agreement):
        raise NotAllowed(
            "Signing is looked after by those who run the cluster, or by the member that began the"
            " agreement. You can sign for your own organisation."
        )


def is_of(by: Actor, organisation_id: int) -> bool:
    """Whether an actor represents an organisation, or signs for it."""
    held = by.roles_in(organisation_scope(organisation_id))
    return bool(held & {Role.REPRESENTATIVE, Role.SIGNATORY})


def mandates_to_sign(
    organisation_ids: Iterable[int], now: datetime
) -> dict[int, list[register.Mandate]]:
    """Who may sign for each of these organisations today: one mandate a person, the one with the
    highest limit. One query.
    """
    ids = list(organisation_ids)
    rows = register.mandates_in_force(localdate(now)).filter(
        organisation_id__in=ids, may_sign=True, person__is_active=True
    )
    found: dict[int, dict[int, register.Mandate]] = {pk: {} for pk in ids}
    for row in rows.select_related("person").order_by("given_at", "pk"):
        here = found[row.organisation_id]
        known = here.get(row.person_id)
        if known is None or (row.spend_limit_pence or -1) > (known.spend_limit_pence or -1):
            here[row.person_id] = row
    return {pk: list(people.values()) for pk, people in found.items()}


def check_holds_power(
    mandate: register.Mandate | None, asked: AskedToSign, others: Sequence[register.Mandate]
) -> register.Mandate:
    """The mandate under which somebody signs. Raises NotAllowed for whoever has none (any more),
    with whom to ask.
    """
    if mandate is not None:
        return mandate
    name = asked.party.organisation.name
    told = f"You hold no mandate to sign for {name} today, so this was not signed."
    if others:
        who = listed((str(one.person) for one in others), "or")
        raise NotAllowed(f"{told} {who} may sign: pass it on, it takes a minute.")
    raise NotAllowed(
        f"{told} Somebody who represents {name} can give you the power to sign, on its page of"
        " people. Then open this again: nothing is lost."
    )


def check_may_decline(
    mandate: register.Mandate | None,
    asked: AskedToSign,
    others: Sequence[register.Mandate],
    *,
    speaks: bool,
) -> None:
    """Raise NotAllowed for whoever may not sign: she cannot say no for the organisation either.
    Where nobody may, those who represent it (`speaks`) can; not everybody to whom a link was sent.
    """
    if mandate is not None:
        return
    if others:
        who = listed((str(one.person) for one in others), "or")
        raise NotAllowed(
            f"Only somebody who may sign for {asked.party.organisation.name} can say that it will"
            f" not: {who}. Pass it on."
        )
    if not speaks:
        name = asked.party.organisation.name
        raise NotAllowed(f"Only somebody who represents {name} can say that it will not sign.")


# When: putting out ------------------------------------------------------------------------------


def check_can_put_out(agreement: Agreement) -> None:
    """Raise WrongState for an agreement that has ended, or was thrown away; and for one that was
    signed elsewhere, until it is in force: two people compare that with its original instead.
    """
    if agreement.signed_elsewhere and agreement.state == AgreementState.DRAFT:
        raise WrongState(
            "This was signed before it came here, so nobody signs it again. Compare it with the"
            " original instead."
        )
    if agreement.state not in (AgreementState.DRAFT, AgreementState.AGREED):
        raise WrongState(
            f"“{agreement.title}” is “{agreement.get_state_display().lower()}”, so nothing of it"
            " can be put out for signature."
        )


def check_deadline(deadline: date, now: datetime) -> None:
    """Raise BadInput for a last day that has passed, or is more than a year away."""
    today = localdate(now)
    told = ""
    if deadline < today:
        told = "The last day for signing must still be to come."
    elif deadline > today + LONGEST_SIGNING:
        told = "Choose a last day within a year: who signs later has forgotten what it was about."
    if told:
        raise BadInput(told, {"deadline": [told]})


def check_asked(asked: Sequence[AskedParty], parties: Sequence[Party], choices: Choices) -> None:
    """Raise BadInput unless those asked are parties, each once, and their number makes sense."""
    known = {one.pk for one in parties}
    ids = [one.party_id for one in asked]
    if not ids:
        _refuse("asked", "Choose at least one party that signs.")
    if set(ids) - known or len(ids) != len(set(ids)):
        _refuse("asked", "Only the parties of the agreement are asked, each of them once.")
    if any(not 1 <= one.signatories <= MOST_SIGNATORIES for one in asked):
        _refuse("signatories", f"Between 1 and {MOST_SIGNATORIES} people sign for a party.")
    if any(one.step < 1 for one in asked):
        _refuse("asked", "The first step has the number 1.")
    _check_number(asked, choices)


def _check_number(asked: Sequence[AskedParty], choices: Choices) -> None:
    if choices.needed is not None and not 1 <= choices.needed <= len(asked):
        _refuse("needed", f"Choose a number from 1 to {len(asked)}: so many are asked.")
    if choices.needed is None and not any(one.is_required for one in asked):
        _refuse("asked", "Say which parties must sign, or how many of them.")
    if choices.amount_pence is not None and choices.amount_pence < 0:
        _refuse("amount_pence", "The amount cannot be less than nothing.")


def _refuse(field: str, told: str) -> None:
    raise BadInput(told, {field: [told]})


def check_somebody_may_sign(
    asked: Sequence[AskedParty], parties: Sequence[Party], choices: Choices, now: datetime
) -> None:
    """Raise WrongState that names each party which has too few people with a mandate to sign, and
    says what to do about it; unless some are to sign on paper.
    """
    lacking = who_lacks_signatories(asked, parties, choices, now)
    if lacking and not choices.some_on_paper:
        raise WrongState(
            f"{' '.join(lacking)} Somebody who represents the organisation gives a colleague the"
            " power to sign, on its page of people. Or say below that some will sign on paper."
        )


def who_lacks_signatories(
    asked: Sequence[AskedParty], parties: Sequence[Party], choices: Choices, now: datetime
) -> list[str]:
    """A sentence for each party in which too few people hold a mandate to sign. One query."""
    by_id = {one.pk: one for one in parties}
    holders = mandates_to_sign((by_id[one.party_id].organisation_id for one in asked), now)
    lacking = []
    for one in asked:
        organisation = by_id[one.party_id].organisation
        have = holders[organisation.pk]
        wanted = one.signatories
        amount = choices.amount_pence
        if amount is not None and not any((m.spend_limit_pence or -1) >= amount for m in have):
            wanted = max(wanted, 2)
        if len(have) < wanted:
            lacking.append(_lacking(organisation.name, len(have), wanted, amount))
    return lacking


def _lacking(name: str, have: int, wanted: int, amount: int | None) -> str:
    if not have:
        return f"{name}: nobody there holds a mandate to sign."
    above = f" for {money(amount)}" if amount is not None else ""
    return f"{name}: {wanted} people must sign{above}, and {counted(have, 'person')} there may."


# When: while it is out --------------------------------------------------------------------------


def has_lapsed(signing: Signing, now: datetime) -> bool:
    """Whether its last day has passed before it was complete."""
    late = signing.state == SigningState.OPEN and signing.deadline < localdate(now)
    return late or signing.state == SigningState.LAPSED


def check_can_be_extended(signing: Signing) -> None:
    """Raise WrongState unless more time can be given: it is out, or was not signed in time."""
    if signing.state not in (SigningState.OPEN, SigningState.LAPSED):
        raise WrongState(_why_over(signing))


def check_signing_can_become(signing: Signing, state: SigningState) -> None:
    """Raise WrongState unless the signing may move to the state."""
    if state not in NEXT[SigningState][signing.state]:
        raise WrongState(_why_over(signing))


def _why_over(signing: Signing) -> str:
    return {
        SigningState.OPEN: "This is still out for signature.",
        SigningState.COMPLETE: "Everybody who was needed has signed, so this is settled.",
        SigningState.WITHDRAWN: "This was taken back from signing, so nothing more can be done"
        " here. If it is put out again, you get a new letter.",
        SigningState.LAPSED: f"The last day for signing was {day(signing.deadline)}.",
    }[SigningState(signing.state)]


def check_still_open(signing: Signing, now: datetime) -> None:
    """Raise WrongState unless the signing is open and its last day has not passed."""
    if signing.state != SigningState.OPEN:
        raise WrongState(_why_over(signing))
    if has_lapsed(signing, now):
        raise WrongState(f"The last day for signing was {day(signing.deadline)}. Give more time.")


def check_can_be_signed(asked: AskedToSign, now: datetime) -> None:
    """Raise WrongState unless a party can still sign: in time, neither declined nor released. Whose
    signature was not needed in the end can sign until the last day.
    """
    signing = asked.signing
    if signing.state == SigningState.WITHDRAWN:
        raise WrongState(_why_over(signing))
    if signing.deadline < localdate(now) or signing.state == SigningState.LAPSED:
        raise WrongState(
            f"The last day for signing was {day(signing.deadline)}. Ask whoever sent it to give"
            " more time: what was signed so far is kept."
        )
    name = asked.party.organisation.name
    if asked.state == AskedState.DECLINED:
        raise WrongState(
            f"{name} said that it will not sign. If that has changed, ask whoever sent it to ask"
            " you again."
        )
    if asked.state == AskedState.NOT_NEEDED:
        raise WrongState(f"{name} need not sign this any more.")


def check_turn(asked: AskedToSign, first: Sequence[str]) -> None:
    """Raise WrongState while others sign before this party (`first`: their names)."""
    if first:
        raise WrongState(
            f"It is not the turn of {asked.party.organisation.name} yet: {listed(first)}"
            f" {'signs' if len(first) == 1 else 'sign'} first. You get a letter when it is."
        )


def check_name(typed: str, holder: str, *, by_link: bool) -> None:
    """Raise BadInput unless a name was typed that may be that of the holder of the mandate."""
    told = ""
    if not typed.strip():
        told = "Type your name, as you sign."
    elif not may_be_name_of(typed, holder):
        told = (
            f"This link is for {holder}. Type your name as you sign, or hand the link on."
            if by_link
            else f"You are signed in as {holder}. Type your name as you sign, or pass it on."
        )
    if told:
        raise BadInput(told, {"name": [told]})


def check_words(version: Version, read: str) -> None:
    """Raise unless the words are those of their hash, and those whose hash the signer has read
    (`read`; empty for a caller that has just read them): WrongState, or Damaged.
    """
    document = document_of(version)
    if document.digest != version.digest or (read and read != version.digest):
        raise WrongState(
            "These are not the words that were put out for signature when you opened this page."
            " Nothing was signed. Open the page again and read what is there now."
        )


def check_signed_the_same(version: Version, digests: Iterable[str]) -> None:
    """Raise WrongState when somebody signed other words than those of the version."""
    if any(one != version.digest for one in digests):
        raise WrongState(
            "One of the signatures was given under other words than these, so the agreement cannot"
            " come into force. Take the signing back, and put it out again."
        )


def check_asked_can_become(asked: AskedToSign, state: AskedState) -> None:
    """Raise WrongState unless a party that was asked may move to the state."""
    if state not in NEXT[AskedState][asked.state]:
        raise WrongState(
            f"{asked.party.organisation.name}: “{asked.get_state_display().lower()}”."
            " That stays so."
        )


def check_reason(reason: str) -> None:
    """Raise BadInput unless a reason is given."""
    if not reason.strip():
        told = "Say in a sentence why: whoever put it out reads it."
        raise BadInput(told, {"reason": [told]})
