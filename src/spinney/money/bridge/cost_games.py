"""What groups of members would pay alone for a cost, on the days on which they take part; or what
must be known before that can be said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period
from spinney.money.bridge.cost_rules import Member
from spinney.money.bridge.costs import members_of, period_of
from spinney.money.engine.sharing import (
    EXACT,
    Game,
    game_made_of,
    given_game,
    is_for_all_days,
    once_by_days,
    pence_by_days,
    sites_by_days,
)
from spinney.money.models import CostShare, SharedCost

STEPS_BY_DAYS = (
    "Not everybody takes part on all days, and the cost comes in whole steps. What a step for some"
    " of the days would cost alone is not known, so nothing is said of who would pay less alone."
)
TOO_MANY = (
    f"With more than {EXACT} members it must be known what the cost is made of. What each would pay"
    " alone is not enough."
)


@dataclass(frozen=True)
class Alone:
    """What groups would pay alone (`game`), or why that cannot be said. `use` and `alone` are the
    members (by organisation) of whom it is not known how much they use, or what each would pay
    alone; `why_not` is another reason. `by_days`: somebody takes part on some days only.
    """

    game: Game | None = None
    use: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    why_not: str = ""
    by_days: bool = False


def goes_by_use(made_of: Mapping[str, int]) -> bool:
    """Whether what a cost is made of goes by use."""
    return bool(made_of.get("unit") or made_of.get("step"))


def known_members(shares: Sequence[CostShare], *, actual: bool) -> list[Member]:
    """Members with all that is known of their use: what they really used counts for what they
    will use, where they never said that.
    """
    return [
        replace(one, units=share.actual_units) if one.units is None else one
        for one, share in zip(members_of(shares, actual=actual), shares, strict=True)
    ]


def alone_of(
    cost: SharedCost, shares: Sequence[CostShare], pence: int, *, actual: bool = False
) -> Alone:
    """What groups would pay alone: by what the cost is made of, or else by what each member would
    pay alone, where all have said it.
    """
    members, period = known_members(shares, actual=actual), period_of(cost)
    by_days = not is_for_all_days(members, period)
    try:
        found = _made(cost.made_of, members, period)
        if found.game is None and all(one.alone_pence is not None for one in shares):
            found = _said(shares, members, period, pence)
        elif not cost.made_of:
            unsaid = [str(one.organisation_id) for one in shares if one.alone_pence is None]
            found = Alone(alone=tuple(unsaid), why_not=TOO_MANY if len(shares) > EXACT else "")
    except BadInput as error:
        found = Alone(why_not=str(error))
    return replace(found, by_days=by_days)


def _made(made_of: Mapping[str, int], members: Sequence[Member], period: Period) -> Alone:
    unknown = tuple(one.key for one in members if one.units is None)
    if not made_of:
        return Alone()
    if goes_by_use(made_of) and unknown:
        return Alone(use=unknown)
    if made_of.get("step") and not is_for_all_days(members, period):
        return Alone(why_not=STEPS_BY_DAYS)
    once = once_by_days(made_of["once"], members, period) if made_of.get("once") else ()
    once += sites_by_days(made_of["site"], members, period) if made_of.get("site") else ()
    parts = _by_use(made_of)
    curves = game_made_of(parts, members).curves if parts else ()
    return Alone(Game(tuple(one.key for one in members), once, curves))


def _by_use(made_of: Mapping[str, int]) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = []
    if made_of.get("unit"):
        parts.append({"kind": "per_unit", "pence": made_of["unit"]})
    if made_of.get("step"):
        parts.append({"kind": "per_step", "pence": made_of["step"], "each": made_of["each"]})
    return parts


def _said(
    shares: Sequence[CostShare], members: Sequence[Member], period: Period, pence: int
) -> Alone:  # fmt: skip
    if len(members) > EXACT:
        return Alone(why_not=TOO_MANY)
    own = {
        frozenset({one.key}): pence_by_days(share.alone_pence or 0, one, period)
        for one, share in zip(members, shares, strict=True)
    }
    everybody = frozenset(one.key for one in members)
    return Alone(given_game([one.key for one in members], own | {everybody: pence}))
