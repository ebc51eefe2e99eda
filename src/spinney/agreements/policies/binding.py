"""Whose signature is needed whatever anybody chose, for a variation and for what takes the place
of another agreement; and until when a late one still binds. No verbs of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise

from spinney.agreements.bridge.lasting import ran_out
from spinney.agreements.bridge.replacing import Replaced
from spinney.agreements.engine.terms import SigningRule
from spinney.agreements.models import Party, Signing, Version
from spinney.agreements.policies.signing import AskedParty, Choices
from spinney.agreements.states import SigningState, VersionState
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import listed


def check_still_binds(signing: Signing, today: date) -> None:
    """Raise WrongState for a late signature under words that hold no more: they were varied, or the
    agreement is over. Whoever signed them now would be bound to what she has not read.
    """
    if signing.state != SigningState.COMPLETE:
        return
    version, agreement = signing.signs, signing.signs.agreement
    newer = agreement.versions.filter(state=VersionState.AGREED, number__gt=version.number)
    if newer.exists():
        raise WrongState(
            f"“{agreement.title}” was varied meanwhile, so these words hold no more. Ask whoever"
            " sent it how your organisation can join it as it is now."
        )
    if (agreement.ended_on is not None and agreement.ended_on <= today) or ran_out(version, today):
        raise WrongState(f"“{agreement.title}” is over, so nothing can be signed in it any more.")


def check_asks_whom_it_concerns(
    version: Version,
    asked: Sequence[AskedParty],
    choices: Choices,
    concerned: Collection[Party],
    least: int | None,
) -> None:
    """Raise BadInput for a variation that would bind somebody whom it concerns without being asked,
    or with fewer signatures than the rule in force wants (`least`; none: all of them). Whoever is
    bound already would be bound by the new words whether it signs or not.
    """
    bound = [one for one in concerned if one.joined_on is not None]
    if version.number == 1 or not bound:
        return
    required = {one.party_id: one.is_required for one in asked}
    missing = [one.organisation.name for one in bound if one.pk not in required]
    if missing:
        told = f"This changes what {listed(missing)} signed. Whom a variation concerns is asked."
        raise BadInput(told, {"asked": [told]})
    if all(required[one.pk] for one in bound):
        return
    wanted = len(asked) if least is None else min(least, len(asked))
    if (choices.needed or 0) < wanted:
        told = (
            f"At least {wanted} of them must sign, by your rule for signing."
            if least is not None
            else "All whom a variation concerns must sign it, unless you have agreed that fewer do."
        )
        raise BadInput(told, {"needed": [told]})


def check_signs_by_rule(
    version: Version,
    parties: Sequence[Party],
    asked: Sequence[AskedParty],
    choices: Choices,
    rule: SigningRule | None,
) -> None:
    """Raise BadInput when less is asked than the rule for signing that a version is held to: its
    words say when it is in force. More may be asked. How many of a variation is said above.
    """
    if rule is None:
        return
    if version.number == 1:
        _check_number_by_rule(len(parties), asked, choices, rule)
    if any(one.signatories < rule.people_each for one in asked):
        told = (
            f"By your rule for signing, {rule.people_each} people sign for each organisation."
            " Choose so many, or more."
        )
        raise BadInput(told, {"signatories": [told]})
    if rule.in_order and not _one_by_one(parties, asked, choices):
        told = (
            "By your rule you sign in the order of the list. Choose one step after the other, and"
            " give each party a step of its own, in that order."
        )
        raise BadInput(told, {"order": [told]})


def _check_number_by_rule(
    parties: int, asked: Sequence[AskedParty], choices: Choices, rule: SigningRule
) -> None:
    said = rule.parties_needed
    wanted = parties if said is None else min(said, parties)
    must = sum(one.is_required for one in asked)
    if max(must, choices.needed or 0) >= wanted:
        return
    told = (
        f"By your rule for signing, all {wanted} parties must sign this. Choose all of them."
        if wanted == parties
        else f"By your rule for signing, at least {wanted} of its parties must sign this."
    )
    raise BadInput(told, {"asked" if len(asked) < wanted else "needed": [told]})


def _one_by_one(parties: Sequence[Party], asked: Sequence[AskedParty], choices: Choices) -> bool:
    """Whether those asked sign one after the other, as they are listed."""
    place = {one.pk: at for at, one in enumerate(parties)}
    steps = [one.step for one in sorted(asked, key=lambda one: place[one.party_id])]
    return choices.in_order and all(a < b for a, b in pairwise(steps))


def missing_among(parties: Iterable[Party], replaces: Iterable[Replaced]) -> list[str]:
    """A sentence for each agreement whose place is taken without those who signed it, and what to
    do about it.
    """
    here = {one.organisation_id for one in parties}
    told = []
    for one in replaces:
        missing = [of.organisation.name for of in one.parties if of.organisation_id not in here]
        if missing:
            them = "it" if len(missing) == 1 else "them"
            told.append(
                f"“{one.title}” was signed by {listed(missing)}, and this takes its place in part."
                f" Add {them} to the parties, or make this a change of “{one.title}”."
            )
    return told


def check_names_whom_it_replaces(parties: Iterable[Party], replaces: Iterable[Replaced]) -> None:
    """Raise WrongState when something takes the place of an agreement whose parties it does not
    name: what some have signed, others do not change without them.
    """
    told = missing_among(parties, replaces)
    if told:
        raise WrongState(" ".join(told))


def check_asks_whom_it_replaces(
    parties: Iterable[Party],
    asked: Sequence[AskedParty],
    choices: Choices,
    replaces: Iterable[Replaced],
) -> None:
    """Raise for what takes the place of an agreement in force and is not put to those who signed
    that one, or with fewer of their signatures than a change of it would need: it is a change of
    it, whatever it is called.
    """
    named = list(parties)
    replaces = list(replaces)
    check_names_whom_it_replaces(named, replaces)
    by_party = {one.pk: one.organisation_id for one in named}
    required = {by_party[one.party_id]: one.is_required for one in asked}
    for one in replaces:
        missing = [of.organisation.name for of in one.parties if of.organisation_id not in required]
        if missing:
            told = (
                f"This changes what {listed(missing)} signed in “{one.title}”. Whom a change"
                " concerns is asked."
            )
            raise BadInput(told, {"asked": [told]})
        _check_enough_of_them(one, required, choices)


def _check_enough_of_them(one: Replaced, required: dict[int, bool], choices: Choices) -> None:
    """Others who sign do not count towards those who signed what is replaced."""
    theirs = {of.organisation_id for of in one.parties}
    must = sum(required[of] for of in theirs)
    others = len(required) - len(theirs)
    if max(must, (choices.needed or 0) - others) >= one.wanted:
        return
    told = (
        f"All who signed “{one.title}” must sign what takes its place, unless you have agreed"
        " that fewer do."
        if one.least is None
        else f"At least {one.wanted} of those who signed “{one.title}” must sign what takes its"
        " place, by your rule for signing."
    )
    raise BadInput(told, {"needed": [told]})
