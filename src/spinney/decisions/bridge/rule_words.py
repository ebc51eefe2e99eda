"""The rule of a ballot in plain words, with its dates and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spinney.base.kernel.assent import (
    AGREES,
    ASIDE,
    DISAGREES,
    OBJECTS,
    STOPPED_BY_ONE,
    VOTES,
    Method,
    Rule,
)
from spinney.base.web.components.words import day, listed
from spinney.decisions.engine.problem import Kind, TieBreak
from spinney.decisions.engine.ways import Way


def rule_words(way: Way, rule: Rule) -> str:
    """How it is told from the voices whether a proposal is agreed: "It is agreed when nobody
    objects. On 12 March 2026, if somebody does, you vote: …".
    """
    said = _METHODS[rule.method](rule)
    if rule.method == Method.CONSENSUS and _labels(way, DISAGREES):
        said = YIELDING
    if rule.fallback is None or rule.fallback_on is None:
        return said
    vote = _METHODS[rule.fallback](rule)
    return (
        f"{said} If that has not come about by {day(rule.fallback_on)}, it turns into a vote: "
        + (vote[0].lower() + vote[1:])
    )


def voice_lines(way: Way, rule: Rule) -> list[str]:
    """What each voice counts as by a rule, where its label does not say it: what stops a proposal
    and what lets it pass, and what each counts as in a vote.
    """
    agree, against = _labels(way, AGREES), _labels(way, OBJECTS, DISAGREES)
    said = []
    if rule.method in STOPPED_BY_ONE and (yields := _labels(way, DISAGREES)):
        stops = listed(_labels(way, OBJECTS), "or")
        said.append(f"{listed(yields, 'or')} lets it pass. {stops} stops it.")
    if rule.method == Method.UNANIMOUS and way.key != PLAIN:
        said.append(f"Only {listed(agree, 'or')} counts as agreeing.")
    turns = rule.fallback is not None and rule.fallback_on is not None
    if turns or (rule.method in VOTES and way.key != PLAIN):
        votes = (
            _counts(agree, "for it"),
            _counts(against, "against it"),
            _counts(_labels(way, ASIDE), "for neither"),
        )
        said.append(f"In the vote {'; '.join(one for one in votes if one)}.")
    return said


def against_words(way: Way) -> str:
    """That who disagrees without stopping it is against it in a vote; "" where nobody can."""
    yields = _labels(way, DISAGREES)
    return f"In a vote {_counts(yields, 'against it')}." if yields else ""


PLAIN = "motion"
"""The way whose voices say themselves what they count as in a vote."""
YIELDING = "It is agreed when everybody agrees, stands aside, or disagrees without stopping it."


def _labels(way: Way, *means: str) -> list[str]:
    return [f"“{one.label}”" for one in way.voices if one.means in means]


def _counts(labels: list[str], what: str) -> str:
    verb = "counts" if len(labels) == 1 else "count"
    return f"{listed(labels)} {verb} {what}" if labels else ""


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
