"""How fair a sharing is: rules side by side, what each adds, would a group pay less alone?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.base.kernel.errors import BadInput
from spinney.money.bridge.cost_rules import RULE_WORDS, AgreedRule, Limits, Rule
from spinney.money.bridge.costs import members_of, names_of, period_of
from spinney.money.engine.sharing import (
    EXACT,
    SIMPLE,
    Compared,
    Draws,
    Fair,
    Game,
    LeastCore,
    Stability,
    compare,
    fair_shares,
    game_made_of,
    given_game,
    least_core,
    stability,
)
from spinney.money.engine.sharing.saying import (
    least_core_words,
    objection_words,
    stability_words,
)
from spinney.money.models import CostShare, SharedCost

DRAWS = Draws(pairs=5_000)
"""Enough for a page: two to three in a hundred of a share among hundreds of members."""
NOW = "agreed"


@dataclass(frozen=True)
class Fairness:
    """What is known of how fair a cost is shared. `rules` are the agreed rule and every other for
    which enough is known; `fair` what each member adds on average (of the cost itself, in pence by
    organisation), `within` how near that is; `judged` whether a group would pay less alone.
    """

    rules: tuple[Compared, ...]
    alone: Mapping[str, int]
    fair: Mapping[str, int]
    within: int
    judged: Stability | None
    names: Mapping[str, str]
    together: int = 0
    best: LeastCore | None = None

    @property
    def verdict(self) -> str:
        return stability_words(self.judged) if self.judged else ""

    @property
    def best_words(self) -> str:
        """Whether another sharing would keep every group content; "" where this one does, or where
        there are too many groups to look at.
        """
        return least_core_words(self.best) if self.best else ""

    @property
    def objections(self) -> list[str]:
        found = self.judged.objections if self.judged else ()
        return [objection_words(one, lambda key: self.names.get(key, key)) for one in found]

    @property
    def is_exact(self) -> bool:
        return not self.within


def fairness(
    cost: SharedCost, shares: Sequence[CostShare], agreed: AgreedRule, *, actual: bool
) -> Fairness:
    """Rules side by side for the budget, or for what it really cost; and how fair the agreed one
    is, where it is known what groups would pay alone.
    """
    pence = cost.actual_pence if actual and cost.actual_pence is not None else cost.budget_pence
    members = members_of(shares, actual=actual)
    game = game_of(cost, shares, pence, actual=actual)
    alone = game.alone() if game else {}
    rules = {NOW: (agreed.rule, agreed.limits)}
    for kind in SIMPLE:
        if kind != agreed.rule.kind:
            rules[kind] = (Rule(kind, agreed.rule.bands), Limits())
    found = compare(pence, rules, members, period=period_of(cost), alone=alone)
    kept = tuple(one for one in found if one.sharing.is_whole)
    first = kept[0] if kept and kept[0].name == NOW else None
    fair = fair_shares(game, DRAWS) if game else None
    judged = stability(game, first.sharing.by_member()) if game and first else None
    objects = bool(judged and judged.objections and game and game.is_small)
    return Fairness(
        kept, alone, fair.of(pence) if fair else {}, _within(fair), judged, names_of(shares),
        fair.pence if fair else 0, least_core(game) if objects and game else None,
    )  # fmt: skip


def _within(fair: Fair | None) -> int:
    return max((-(-int(one.within * 100) // 100) for one in fair.shares), default=0) if fair else 0


def rule_name(name: str, agreed: AgreedRule) -> str:
    """What a rule is called at the head of a column."""
    words = RULE_WORDS[agreed.rule.kind if name == NOW else name]
    return f"As agreed: {words}" if name == NOW else f"{words[0].upper()}{words[1:]}"


def game_of(
    cost: SharedCost, shares: Sequence[CostShare], pence: int, *, actual: bool = False
) -> Game | None:
    """What groups would pay alone: by what the cost is made of, or else by what each member would
    pay alone, where all have said it. None where neither is known.
    """
    members = members_of(shares, actual=actual)
    made_of = cost.made_of
    try:
        if made_of:
            sites = [[one.key] for one in members]
            return game_made_of(_parts(made_of), members, sites)
        if len(members) <= EXACT and all(one.alone_pence is not None for one in shares):
            own = {frozenset({str(one.organisation_id)}): one.alone_pence or 0 for one in shares}
            everybody = frozenset(one.key for one in members)
            return given_game([one.key for one in members], own | {everybody: pence})
    except BadInput:
        return None
    return None


def _parts(made_of: Mapping[str, int]) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = []
    if made_of.get("once"):
        parts.append({"kind": "once", "pence": made_of["once"]})
    if made_of.get("unit"):
        parts.append({"kind": "per_unit", "pence": made_of["unit"]})
    if made_of.get("site"):
        parts.append({"kind": "per_site", "pence": made_of["site"]})
    if made_of.get("step"):
        parts.append({"kind": "per_step", "pence": made_of["step"], "each": made_of["each"]})
    return parts
