"""The rule of a ballot in plain words, with its dates and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spinney.base.kernel.assent import Method, Rule
from spinney.base.web.components.words import day
from spinney.decisions.engine.problem import Kind, TieBreak
from spinney.decisions.engine.ways import Way


def rule_words(rule: Rule) -> str:
    """How it is told from the voices whether a proposal is agreed: "It is agreed when nobody
    objects. On 12 March 2026, if somebody does, you vote: …".
    """
    said = _METHODS[rule.method](rule)
    if rule.fallback is None or rule.fallback_on is None:
        return said
    vote = _METHODS[rule.fallback](rule)
    return (
        f"{said} If that has not come about by {day(rule.fallback_on)}, it turns into a vote: "
        + (vote[0].lower() + vote[1:])
    )


def adopting_words(way: Way, rule: Rule, adopts: str) -> str:
    """What becomes of what a ballot comes to."""
    if adopts == "nothing":
        return "It decides nothing: it shows where you stand."
    if adopts == "by_motion":
        return (
            "What is chosen becomes a proposal. It is then put to the members by your own rule, so"
            f" that nothing goes round it: {_lowered(_METHODS[rule.method](rule))}"
        )
    if way.elects:
        return "Whoever wins is elected: no other vote is needed."
    if way.kind is Kind.TIMES:
        return "The time that fits best is taken: no other vote is needed."
    return "What is chosen is decided: no other vote is needed." if way.has_options else ""


def _lowered(said: str) -> str:
    return said[0].lower() + said[1:]


def _whom(rule: Rule) -> str:
    return "all who may vote" if rule.of_all else "those who vote"


_METHODS: Mapping[Method, Callable[[Rule], str]] = {
    Method.CONSENT: lambda rule: "It is agreed when nobody objects.",
    Method.CONSENSUS: lambda rule: "It is agreed when everybody agrees or stands aside.",
    Method.UNANIMOUS: lambda rule: "It is agreed when every one of you agrees.",
    Method.MAJORITY: lambda rule: f"It is agreed when more than half of {_whom(rule)} agree.",
    Method.TWO_THIRDS: lambda rule: (
        f"It is agreed when at least two thirds of {_whom(rule)} agree."
    ),
    Method.SHARE: lambda rule: (
        f"It is agreed when at least {rule.threshold} in a hundred of {_whom(rule)} agree."
    ),
}


def tie_words(ties: Iterable[TieBreak]) -> str:
    """How equal options are parted, as it is said before the voting."""
    said = [_TIES[one] for one in ties if one is not TieBreak.LOT]
    lot = "a lot is drawn that anybody can check afterwards"
    first = f"{', then '.join(said)}; if they are equal in that too, " if said else ""
    return f"If two come out equal: {first}{lot}."


_TIES = {
    TieBreak.CHEAPER: "the cheaper goes first",
    TieBreak.MORE_VOTES: "the one with more votes goes first",
    TieBreak.EARLIER: "the earlier goes first",
}
