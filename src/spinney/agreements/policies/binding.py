"""Whose signature a variation needs whatever anybody chose, and until when a late one still binds.
No verbs of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from spinney.agreements.bridge.lasting import ran_out
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
