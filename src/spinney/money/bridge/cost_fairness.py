"""How fair a sharing is: rules side by side, what each adds, would a group pay less alone?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.money.bridge.cost_games import Alone, alone_of, known_members
from spinney.money.bridge.cost_rules import RULE_WORDS, AgreedRule, Limits, Member, Rule, Sharing
from spinney.money.bridge.costs import names_of, period_of
from spinney.money.engine.sharing import (
    SIMPLE,
    Compared,
    Draws,
    Fair,
    Game,
    LeastCore,
    Stability,
    compare,
    fair_shares,
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
NOW, TRIED = "agreed", "tried"
Way = tuple[Rule, Limits]


@dataclass(frozen=True)
class Absent:
    """A rule that cannot be set beside the others. `lacking` are by kind of rule the members
    (organisations) of whom its figure is not known; `nought` the kinds by which everybody counts
    nought; `sharing` what the engine says of it.
    """

    name: str
    sharing: Sharing
    lacking: Mapping[str, tuple[str, ...]]
    nought: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fairness:
    """What is known of how fair a cost is shared. `rules` are the agreed rule and every other for
    which enough is known, `absent` those for which it is not; `fair` what each member adds on
    average (of the cost itself, in pence by organisation), `within` how near that is; `judged`
    whether a group would pay less alone, `basis` what that rests on, or what is lacking; `tried`
    the same of a rule that somebody tries out.
    """

    rules: tuple[Compared, ...]
    absent: tuple[Absent, ...]
    basis: Alone
    alone: Mapping[str, int]
    fair: Mapping[str, int]
    within: int
    judged: Stability | None
    names: Mapping[str, str]
    together: int = 0
    best: LeastCore | None = None
    tried: Stability | None = None

    @property
    def verdict(self) -> str:
        return stability_words(self.judged) if self.judged else ""

    @property
    def tried_verdict(self) -> str:
        return stability_words(self.tried) if self.tried else ""

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
    cost: SharedCost, shares: Sequence[CostShare], agreed: AgreedRule, *, actual: bool,
    tried: Way | None = None,
) -> Fairness:  # fmt: skip
    """Rules side by side for the budget, or for what it really cost; and how fair the agreed one
    is, where it is known what groups would pay alone. `tried` is a rule of one's own beside them.
    """
    pence = cost.actual_pence if actual and cost.actual_pence is not None else cost.budget_pence
    members = known_members(shares, actual=actual)
    basis = alone_of(cost, shares, pence, actual=actual)
    game = basis.game
    alone = game.alone() if game else {}
    rules = {NOW: (agreed.rule, agreed.limits)}
    if tried is not None:
        rules[TRIED] = tried
    for kind in SIMPLE:
        if kind != agreed.rule.kind:
            rules[kind] = (Rule(kind, agreed.rule.bands), Limits())
    found = compare(pence, rules, members, period=period_of(cost), alone=alone)
    kept = tuple(one for one in found if one.sharing.is_whole)
    absent = tuple(
        _absent(one.name, rules[one.name][0], one.sharing, members)
        for one in found if not one.sharing.is_whole
    )  # fmt: skip
    fair = fair_shares(game, DRAWS) if game else None
    judged, tested = (_judged(game, kept, name) for name in (NOW, TRIED))
    objects = bool(judged and judged.objections and game and game.is_small)
    return Fairness(
        kept, absent, basis, alone, fair.of(pence) if fair else {}, _within(fair), judged,
        names_of(shares), fair.pence if fair else 0,
        least_core(game) if objects and game else None, tested,
    )  # fmt: skip


def _judged(game: Game | None, rules: Sequence[Compared], name: str) -> Stability | None:
    found = next((one for one in rules if one.name == name), None)
    return stability(game, found.sharing.by_member()) if game and found else None


def _absent(name: str, rule: Rule, found: Sharing, members: Sequence[Member]) -> Absent:
    by_key = {one.key: one for one in members}
    kinds = dict.fromkeys(one.what for one in found.missing)
    lacking = {
        kind: tuple(
            one.member for one in found.missing
            if one.what == kind and rule.weight(kind, by_key[one.member]) is None
        )
        for kind in kinds
    }  # fmt: skip
    nought = tuple(kind for kind, keys in lacking.items() if not keys)
    return Absent(name, found, {kind: keys for kind, keys in lacking.items() if keys}, nought)


def _within(fair: Fair | None) -> int:
    return max((-(-int(one.within * 100) // 100) for one in fair.shares), default=0) if fair else 0


def rule_name(name: str, agreed: AgreedRule) -> str:
    """What a rule is called at the head of a column."""
    if name == TRIED:
        return "As you try it"
    words = RULE_WORDS[agreed.rule.kind if name == NOW else name]
    if name == NOW:
        return f"{'As agreed' if agreed.title else 'As it is now'}: {words}"
    return f"{words[0].upper()}{words[1:]}"
