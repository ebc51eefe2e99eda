"""What a count came to, and its ties, each in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from spinney.decisions.engine.result import Outcome, Tie
from spinney.decisions.engine.saying.plain import (
    MoneyWords,
    Names,
    a_are,
    named,
    pounds,
    so_many,
)
from spinney.decisions.engine.saying.steps import PARTED_BY

RULES: Mapping[str, str] = {
    "plurality": "most votes",
    "approval": "most approvals",
    "score": "highest scores",
    "allocate": "most points",
    "stv": "single transferable vote",
    "stv_scottish": "single transferable vote as in Scotland",
    "condorcet": "holding each against each",
    "borda": "points for places",
    "times": "the time that loses the fewest",
    "equal_shares": "equal shares",
    "equal_shares_points": "equal shares, by points",
    "equal_shares_add1": "equal shares, raised",
    "equal_shares_greedy": "equal shares, then most votes first",
    "equal_shares_plain": "equal shares, nothing added",
    "equal_shares_compared": "equal shares or most votes first, whichever more votes like",
    "greedy": "most votes first",
    "greedy_stop": "most votes first, until one does not fit",
    "phragmen": "saving up",
}
"""The rules by their names in the engine, in words for "by …"."""

_UNITS = {
    "plurality": "vote",
    "approval": "approval",
    "allocate": "point",
    "borda": "point",
}
_NOTHING = {
    "no_options": "There was nothing to choose from.",
    "nobody_voted": "Nobody voted, so nothing is chosen.",
    "none_supported": "Nobody marked an option, so nothing is chosen.",
    "nothing_affordable": "Nothing that anybody supports fits the budget, so nothing is chosen.",
}


def outcome_in_a_sentence(outcome: Outcome, names: Names, money: MoneyWords = pounds) -> str:
    """What was chosen, in one sentence."""
    if outcome.code != "chosen":
        return _NOTHING[outcome.code]
    who = named(outcome.chosen, names)
    verb = a_are(len(outcome.chosen))
    if outcome.rule == "times":
        return f"{who} {verb} best: {_could_come(outcome)}."
    if outcome.rule in ("stv", "stv_scottish"):
        return f"{who} {verb} elected."
    if any(step.code in _OF_MONEY for step in outcome.steps):
        return f"{who} {verb} chosen, for {money(outcome.spent)}."
    if len(outcome.chosen) > 1:
        return f"{who} {verb} chosen."
    total = outcome.totals.get(outcome.chosen[0], 0)
    if outcome.rule in _UNITS:
        return f"{who} is chosen, with {so_many(total, _UNITS[outcome.rule])}."
    if outcome.rule == "score":
        return f"{who} is chosen: its scores come to {so_many(total, 'point')}."
    return f"{who} is chosen: it is preferred to {_beaten(outcome)}."


_OF_MONEY = frozenset({"bought", "completed_greedily", "bought_from_reserve"})


def _could_come(outcome: Outcome) -> str:
    each = [so_many(outcome.totals[key], "person") for key in outcome.chosen]
    return f"{each[0]} can come" if len(each) == 1 else f"{', '.join(each)} can come"


def _beaten(outcome: Outcome) -> str:
    """How many others the option that beats others beats, two by two."""
    others = len(outcome.totals) - 1
    beaten = outcome.totals[outcome.chosen[0]]
    if others == beaten:
        return "every other option"
    return f"the others by the strongest chains of wins, though it does not beat all {others}"


def tie_words(tie: Tie, names: Names, *, holds: bool = True) -> str:
    """Which options came out equal, what parted them, and whether it decided anything (nothing did
    where the count does not hold).
    """
    order = ", then ".join(names.get(one, one) for one in tie.order)
    decided = "This decided what is chosen." if tie.mattered else "This changed nothing."
    if tie.mattered and not holds:
        decided = "This would have decided it."
    equal = named(tie.options, names)
    return f"{equal} came out equal. {PARTED_BY[tie.parted_by]}: {order}. {decided}"
