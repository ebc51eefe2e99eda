"""Who may claim an organisation, decide about claims, and give others a mandate; and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.money import Money
from spinney.register.models import Claim, Mandate, MandateOffer
from spinney.register.states import NEXT, ClaimState, OfferState

ANYONE = frozenset({Role.SIGNED_IN})
#: A facilitator has her role in the scope of each organisation that is in, or invited to, a cluster
#: of hers: the clusters room says so (clusters/listeners.py).
DECIDES = frozenset({Role.REPRESENTATIVE, Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.HOST})
GIVES = DECIDES
OVERSEES = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.HOST})

MAY: dict[str, frozenset[Role]] = {
    "my_organisations": ANYONE,
    "claim_organisation": ANYONE,
    "withdraw_claim": ANYONE,
    "list_claims": ANYONE,
    "confirm_claim": DECIDES | {Role.GUEST},
    "decline_claim": DECIDES | {Role.GUEST},
    "list_mandates": DECIDES | {Role.SIGNATORY, Role.EVIDENCE_KEEPER},
    "give_mandate": GIVES,
    "offer_mandate": GIVES,
    "withdraw_offer": GIVES,
    "accept_mandate": ANYONE | {Role.GUEST},
    "decline_mandate": ANYONE | {Role.GUEST},
    "change_mandate": GIVES,
    "end_mandate": GIVES | {Role.SIGNATORY, Role.EVIDENCE_KEEPER},
    "restore_mandate": GIVES,
    "dispute_mandate": frozenset({Role.GUEST}),  # whoever reads the mail at the register's address
}


@dataclass(frozen=True)
class Powers:
    """What a mandate lets its holder do. `spend_limit_pence` None: she may commit no money."""

    may_represent: bool = True
    may_vote: bool = False
    may_sign: bool = False
    may_hold_data: bool = False
    spend_limit_pence: int | None = None

    @classmethod
    def of(cls, held: Mandate | MandateOffer) -> Powers:
        """The powers that a mandate, or an offer of one, gives."""
        return cls(
            held.may_represent,
            held.may_vote,
            held.may_sign,
            held.may_hold_data,
            held.spend_limit_pence,
        )

    @property
    def in_words(self) -> str:
        """ "represent, vote and spend up to £500", for pages, mail and the record. What it is for
        ("for Birch House") may follow.
        """
        words = [word for word, given in self._named() if given]
        if self.spend_limit_pence is not None:
            words.append(f"spend up to {Money(self.spend_limit_pence)}")
        if len(words) < 2:
            return "".join(words) or "nothing yet"
        return f"{', '.join(words[:-1])} and {words[-1]}"

    def _named(self) -> tuple[tuple[str, bool], ...]:
        return (
            ("represent", self.may_represent),
            ("vote", self.may_vote),
            ("sign", self.may_sign),
            ("keep evidence", self.may_hold_data),
        )


@dataclass(frozen=True)
class Term:
    """From when to when a mandate holds, under which post, standing in for whom, and how it came
    about ("confirmed by a facilitator").
    """

    starts_on: date
    ends_on: date | None = None
    post: str = ""
    deputy_for: Mandate | None = None
    given_how: str = ""


@dataclass(frozen=True)
class Invited:
    """Whom an offer of a mandate goes to, and what is said to her."""

    email: str
    name: str = ""
    message: str = ""


def check_claim_can_become(claim: Claim, state: ClaimState) -> None:
    """Raise WrongState unless the claim may move to the state."""
    if state not in NEXT[ClaimState][claim.state]:
        raise WrongState(f"This claim is settled already: {claim.get_state_display().lower()}.")


def check_offer_can_become(offer: MandateOffer, state: OfferState) -> None:
    """Raise WrongState unless the offer may move to the state."""
    if state not in NEXT[OfferState][offer.state]:
        raise WrongState(f"This was settled already: {offer.get_state_display().lower()}.")


def oversees(by: Actor, scope: Scope) -> bool:
    """Whether the actor may give powers that she does not hold: a host, facilitator or programme
    manager (or the system, for somebody who was checked before).
    """
    return by.is_system or bool((by.roles_in(scope) | by.roles_in(Scope("site"))) & OVERSEES)


def together(held: Iterable[Powers]) -> Powers:
    """What several mandates of one person let her do, taken together."""
    powers = list(held)
    limits = [p.spend_limit_pence for p in powers if p.spend_limit_pence is not None]
    return Powers(
        any(p.may_represent for p in powers),
        any(p.may_vote for p in powers),
        any(p.may_sign for p in powers),
        any(p.may_hold_data for p in powers),
        max(limits, default=None),
    )


def check_gives(powers: Powers, term: Term, own: Powers | None, today: date) -> None:
    """Raise unless the powers and dates make sense and the giver holds them (`own` as below)."""
    check_has_powers(powers)
    check_dates(term.starts_on, term.ends_on, today)
    check_may_give(powers, own)
    if term.deputy_for is not None:
        check_deputy_within(powers, term, term.deputy_for)


def check_deputy_within(powers: Powers, term: Term, principal: Mandate) -> None:
    """Raise BadInput for a deputy who would have more, or for longer, than her principal."""
    lacking = _lacking(powers, Powers.of(principal))
    limit = principal.spend_limit_pence or 0
    if lacking or (powers.spend_limit_pence or 0) > limit:
        told = (
            f"A deputy may do no more than the person she stands in for. {principal.person} may"
            f" {Powers.of(principal).in_words}."
        )
        raise BadInput(told, {"powers": [told]})
    if principal.ends_on and (term.ends_on is None or term.ends_on > principal.ends_on):
        told = f"The deputy’s last day must be {principal.ends_on:%-d %B %Y} or earlier."
        raise BadInput(told, {"ends_on": [told]})


def _lacking(powers: Powers, own: Powers) -> list[str]:
    pairs = (
        ("to represent", powers.may_represent, own.may_represent),
        ("to vote", powers.may_vote, own.may_vote),
        ("to sign", powers.may_sign, own.may_sign),
        ("to keep evidence", powers.may_hold_data, own.may_hold_data),
    )
    return [word for word, given, held in pairs if given and not held]


def check_may_give(powers: Powers, own: Powers | None, deed: str = "give") -> None:
    """Raise NotAllowed when somebody would give (or change, or end) what she does not hold herself.

    `own` is what the giver may do for the organisation; None for those who need not hold it.
    """
    if own is None:
        return
    lacking = _lacking(powers, own)
    if lacking:
        raise NotAllowed(
            f"You cannot {deed} the power {' or '.join(lacking)}, because you do not hold it."
            " Ask somebody who does, or your facilitator."
        )
    if (powers.spend_limit_pence or 0) > (own.spend_limit_pence or 0):
        limit = "you may spend nothing"
        if own.spend_limit_pence is not None:
            limit = f"your own limit is {Money(own.spend_limit_pence)}"
        raise NotAllowed(
            f"You cannot {deed} the power to spend up to {Money(powers.spend_limit_pence or 0)}:"
            f" {limit}."
        )


def check_dates(starts_on: date, ends_on: date | None, today: date) -> None:
    """Raise BadInput unless the mandate ends after it begins, and is not over already."""
    if ends_on is not None and ends_on < starts_on:
        told = "The last day must not be before the first."
        raise BadInput(told, {"ends_on": [told]})
    if ends_on is not None and ends_on < today:
        told = "The last day has passed already."
        raise BadInput(told, {"ends_on": [told]})


def check_has_powers(powers: Powers) -> None:
    """Raise BadInput for a mandate that lets its holder do nothing."""
    if powers.in_words == "nothing yet":
        told = "Choose at least one thing that this person may do."
        raise BadInput(told, {"powers": [told]})
