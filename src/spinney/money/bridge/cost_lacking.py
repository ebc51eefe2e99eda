"""What must be known before rules can be compared and judged: of whom, and what to do, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.base.web.components.words import counted, listed
from spinney.money.bridge.cost_fairness import Absent, Fairness, rule_name
from spinney.money.bridge.cost_games import goes_by_use
from spinney.money.bridge.cost_rules import MISSING_WORDS, AgreedRule, impossible_words
from spinney.money.engine.sharing import EXACT
from spinney.money.models import CostShare, SharedCost
from spinney.money.states import CostState

FIELDS = {"use": "units", "income": "income_pence", "bands": "income_pence", "staff": "staff"}
"""The figure that each rule asks for of members."""
FIGURE_WORDS = {
    "units": MISSING_WORDS["use"],
    "actual_units": "how much it really used",
    "income_pence": MISSING_WORDS["income"],
    "staff": MISSING_WORDS["staff"],
    "alone_pence": "what it would pay alone",
}
DO_WORDS = {
    "use": "Say how much each used, or ask them.",
    "income": "Say each one’s yearly income.",
    "bands": "Say each one’s yearly income.",
    "staff": "Say how many staff each has.",
    "fixed": "Agree how many parts each bears, or write them down for each member.",
}
NO_UNIT = "Say what use is counted in, then how much each uses."
TOO_LATE = "It is shared already: this can be said once that is taken back."


@dataclass(frozen=True)
class Asked:
    """A member that can say something: figures that are `needed` before the cost can be shared, and
    those that only help to compare rules (names of fields).
    """

    share: CostShare
    needed: tuple[str, ...]
    helpful: tuple[str, ...]

    @property
    def needed_words(self) -> str:
        return _figures(self.share, self.needed)

    @property
    def helpful_words(self) -> str:
        return _figures(self.share, self.helpful)


def _figures(share: CostShare, fields: Sequence[str]) -> str:
    return f"{share.organisation.name}: {listed(FIGURE_WORDS[one] for one in fields)}"


def counts_use(cost: SharedCost) -> bool:
    """Whether use means something for a cost, whatever its rule: it has a unit, or is made of what
    goes by use.
    """
    return bool(cost.unit) or goes_by_use(cost.made_of)


def figures_asked(cost: SharedCost, needs: frozenset[str]) -> dict[str, bool]:
    """The figures that a member is asked for of itself by their names, and whether the rule needs
    them: once the budget is shared, only what it really used.
    """
    found = {}
    for name in ("units", "income_pence", "staff"):
        is_needed = any(FIELDS.get(rule) == name for rule in needs)
        is_useful = name == "units" and counts_use(cost)
        if (is_needed or is_useful) and (name == "units" or cost.state != CostState.AGREED):
            found[name] = is_needed
    return found


def asked_of(cost: SharedCost, shares: Sequence[CostShare], needs: frozenset[str]) -> list[Asked]:
    """The members that have something to say: those of whom the rule needs a figure; where nothing
    is needed, those whose figures help to compare rules and to see how fair they are.
    """
    if cost.state == CostState.AGREED:
        wanted = ["actual_units"] if "use" in needs else []
    else:
        wanted = list(dict.fromkeys(FIELDS[one] for one in sorted(needs) if one in FIELDS))
    by_alone = not cost.made_of and len(shares) <= EXACT
    found = []
    for share in shares:
        needed = tuple(name for name in wanted if getattr(share, name) is None)
        unsaid = share.units is None and share.actual_units is None
        helpful = []
        if counts_use(cost) and unsaid and not {"units", "actual_units"} & set(needed):
            helpful.append("units")
        if by_alone and share.alone_pence is None:
            helpful.append("alone_pence")
        if needed or helpful:
            found.append(Asked(share, needed, tuple(helpful)))
    return [one for one in found if one.needed] or found


@dataclass(frozen=True)
class Teller:
    """Says what is lacking. `names` are by organisation of those who may be named; None: nobody,
    and they are counted. `does`: whoever asks can do something about it.
    """

    cost: SharedCost
    agreed: AgreedRule
    names: Mapping[str, str] | None
    does: bool

    def of_rules(self, found: Fairness) -> list[str]:
        """The rules that cannot be set beside the others, each with why, and what to do."""
        return [self._rule(one) for one in found.absent]

    def of_fairness(self, found: Fairness) -> list[str]:
        """Why it cannot be said what groups would pay alone, and what to do."""
        basis = found.basis
        if basis.game is not None:
            return []
        if basis.use:
            return [
                "It was said what the cost is made of, and a part of that goes by use. How much it"
                f" is for {self._who(basis.use)} is not known. {self._do('use')}".strip()
            ]
        told = [basis.why_not] if basis.why_not else []
        if basis.alone and not told:
            told = [
                "It is not known what the cost is made of, nor what it would be alone for"
                f" {self._who(basis.alone)}."
            ]
        return told

    def _rule(self, one: Absent) -> str:
        name = rule_name(one.name, self.agreed)
        said = [
            f"{MISSING_WORDS[kind]} is not known of {self._who(keys)}. {self._do(kind)}".strip()
            for kind, keys in one.lacking.items()
        ]
        said += [
            f"{MISSING_WORDS[kind]} comes to nought for everybody, so there is nothing to go by."
            for kind in one.nought
        ]
        if one.sharing.impossible:
            said.append(impossible_words(one.sharing.impossible, one.sharing.pence))
        return " ".join([f"{name}.", *(f"{one[0].upper()}{one[1:]}" for one in said)])

    def _who(self, keys: Sequence[str]) -> str:
        names = self.names
        if names is None:
            return counted(len(keys), "member")
        if len(keys) == len(names) > 2:
            return "anybody"
        return listed(names[one] for one in keys)

    def _do(self, kind: str) -> str:
        if not self.does:
            return ""
        state = self.cost.state
        if kind == "use" and state in (CostState.DRAFT, CostState.AGREED):
            can = state == CostState.DRAFT or counts_use(self.cost)
            unit = counts_use(self.cost) or "use" in self.agreed.needs
            return (DO_WORDS["use"] if unit else NO_UNIT) if can else TOO_LATE
        return DO_WORDS[kind] if state == CostState.DRAFT else TOO_LATE
