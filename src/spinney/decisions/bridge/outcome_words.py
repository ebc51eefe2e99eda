"""What a ballot came to, in a sentence: on pages, in letters, in the register and the minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from spinney.agreements.api import standing_words
from spinney.base.kernel.assent import Count, Method
from spinney.base.web.components.words import clock, counted, listed, money, weekday
from spinney.decisions.bridge import counted as codes
from spinney.decisions.bridge.counted import BallotOutcome, QuorumPart
from spinney.decisions.bridge.rules import BY_MOTION, rule_of
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Option

SHORT = {
    codes.AGREED: "agreed",
    codes.NOT_AGREED: "not agreed",
    codes.NO_QUORUM: "too few took part",
    codes.HEARD: "heard",
    codes.NOBODY_VOTED: "nobody voted",
    codes.NONE_CHOSEN: "nothing was chosen",
}
MOST_NAMED = 6
"""Of more options than that a sentence says how many they are; which, the table says."""
THEN_A_MOTION = " That becomes a proposal now, which you are asked about by your own rule."
"""Of what was chosen where the members decide by consent, by consensus or all together."""


def short_words(ballot: Ballot, found: BallotOutcome) -> str:
    """The same in a few words, for a list or the record: "Shared HR chosen", "not agreed"."""
    if found.code != codes.CHOSEN:
        return SHORT[found.code]
    ending = "elected" if WAYS[ballot.way].elects else "chosen"
    names = titles_of(ballot, found.chosen)
    which = listed(names) if len(names) <= MOST_NAMED else counted(len(names), "option")
    return f"{which} {ending}"


def titles_of(ballot: Ballot, keys: Sequence[str]) -> list[str]:
    """What options are called, in the order of the keys."""
    names = names_of(ballot)
    return [names[key] for key in keys]


def names_of(ballot: Ballot) -> dict[str, str]:
    """What each option of a ballot is called, by its key; a time by its day and hour."""
    return {one.key: name_of(one) for one in ballot.options.all()}


def name_of(option: Option) -> str:
    """What an option is called in a sentence."""
    if option.starts_at is None:
        return option.title
    place = f", {option.place}" if option.place else ""
    return f"{weekday(option.starts_at)}, {clock(option.starts_at)}{place}"


def outcome_words(ballot: Ballot, found: BallotOutcome) -> str:
    """What a ballot came to, in a sentence (two where something follows from it)."""
    return _SENTENCES[found.code](ballot, found)


def _nobody(ballot: Ballot, found: BallotOutcome) -> str:
    return "Nobody voted, so nothing was decided."


def _no_quorum(ballot: Ballot, found: BallotOutcome) -> str:
    missing = [_missing(one) for one in found.quorum.parts if not one.is_met]
    return f"Too few of you took part, so nothing was decided: {listed(missing)}."


def _missing(part: QuorumPart) -> str:
    whom = f" of the tier “{part.tier}”" if part.tier else ""
    return f"{part.here} of {counted(part.of, 'organisation')}{whom}, and {part.needed} are needed"


def _heard(ballot: Ballot, found: BallotOutcome) -> str:
    labels = {one.key: one.label for one in WAYS[ballot.way].voices}
    said = [f"{many} said “{labels[key]}”" for key, many in found.says.items() if many]
    return f"It shows where you stand, and decides nothing: {listed(said)}."


# Voices ---------------------------------------------------------------------------------------


def _agreed(ballot: Ballot, found: BallotOutcome) -> str:
    count = _count(found)
    said = _AGREED[count.method](count)
    return f"{said}{_after_fallback(ballot, count)}"


def _not_agreed(ballot: Ballot, found: BallotOutcome) -> str:
    count = _count(found)
    why = next((_NOT[one.code](one.numbers) for one in count.reasons if one.code in _NOT), "")
    return f"It was not agreed: {why}.{_after_fallback(ballot, count)}"


def _count(found: BallotOutcome) -> Count:
    if found.count is None:
        raise ValueError(f"There is no count of voices behind {found.code!r}.")
    return found.count


def _after_fallback(ballot: Ballot, count: Count) -> str:
    """That it was a vote because what the rule asks for first had not come about."""
    first = rule_of(ballot).assent.method
    if count.method == first:
        return ""
    return (
        f" It came to a vote because there was no {_FIRST.get(first, 'agreement')} by the last day."
    )


_FIRST = {Method.CONSENT: "consent", Method.CONSENSUS: "consensus"}
ONE_ASKED = "It was agreed: the one organisation that was asked agrees."


def _told(count: Count, code: str) -> Mapping[str, Any]:
    """The numbers of a reason."""
    return next(one.numbers for one in count.reasons if one.code == code)


def _unstopped(count: Count) -> str:
    """That nobody objects; where somebody is against it all the same, how all of them stand."""
    told = _told(count, "no_objections")
    if not told["disagreeing"]:
        return "nobody objects"
    return f"nobody stops it, {standing_words(told)}"


def _by_share(count: Count) -> str:
    share = next((one.numbers.get("share") for one in count.reasons if "share" in one.numbers), "")
    return _by_vote(f"{share} in a hundred were needed")(count)


def _by_vote(needed: str) -> Callable[[Count], str]:
    def words(count: Count) -> str:
        aside = f", {count.aside} standing aside" if count.aside else ""
        votes = f"{counted(count.agree, 'vote')} for it, {count.object} against{aside}"
        return f"It was agreed by vote: {votes}; {needed}."

    return words


_AGREED: dict[Method, Callable[[Count], str]] = {
    Method.CONSENT: lambda c: (
        f"It was agreed by consent: {_unstopped(c)}, and {c.answered} of"
        f" {counted(c.asked, 'organisation')} answered."
    ),
    Method.CONSENSUS: lambda c: (
        f"It was agreed by consensus: {standing_words(_told(c, 'consensus'))}."
        if c.asked > 1
        else ONE_ASKED
    ),
    Method.UNANIMOUS: lambda c: (
        f"It was agreed by all {c.asked} organisations." if c.asked > 1 else ONE_ASKED
    ),
    Method.MAJORITY: _by_vote("more than half were needed"),
    Method.TWO_THIRDS: _by_vote("two thirds were needed"),
    Method.SHARE: _by_share,
}


def _few(needed: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda said: (
        f"{said['agree']} of {counted(said['of'], 'vote')} {'is' if said['agree'] == 1 else 'are'}"
        f" for it, and {needed}"
    )


_NOT: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "nobody_agrees": lambda said: "nobody said that they agree",
    "objections": lambda said: (
        f"{counted(said['objecting'], 'organisation objects', 'organisations object')}"
    ),
    "not_everybody": lambda said: (
        f"{said['answered']} of {said['asked']} answered, and your rule asks for everybody"
    ),
    "not_unanimous": lambda said: (
        f"{said['agreeing']} of {said['asked']} agree, and your rule asks that every one does"
    ),
    "majority_missing": _few("more than half are needed"),
    "two_thirds_missing": _few("two thirds are needed"),
    "share_missing": lambda said: _few(f"{said.get('share', '')} in a hundred are needed")(said),
}


# Marks ----------------------------------------------------------------------------------------


def _none_chosen(ballot: Ballot, found: BallotOutcome) -> str:
    code = found.marks.code if found.marks else ""
    return {
        "nothing_affordable": "Nothing was chosen: no option that somebody supports can be paid"
        " for with the money there is.",
        "no_options": "Nothing was chosen: every option was taken out.",
    }.get(code, "Nothing was chosen: nobody supports any of the options.")


def _chosen(ballot: Ballot, found: BallotOutcome) -> str:
    outcome = found.marks
    if outcome is None:
        raise ValueError("Nothing can be chosen without marks.")
    if ballot.way == "times":
        words = _time(ballot, found, outcome.chosen)
    else:
        words = _CHOSEN.get(ballot.way, _plainly)(ballot, outcome)
    return words + (THEN_A_MOTION if rule_of(ballot).adopts == BY_MOTION else "")


def _plainly(ballot: Ballot, outcome: Outcome) -> str:
    names = [f"“{one}”" for one in titles_of(ballot, outcome.chosen)]
    if len(names) == 1:
        return f"{names[0]} was chosen{_with(outcome)}."
    which = f": {listed(names)}" if len(names) <= MOST_NAMED else ""
    return f"{counted(len(names), 'option')} were chosen{which}."


def _elected(ballot: Ballot, outcome: Outcome) -> str:
    names = titles_of(ballot, outcome.chosen)
    if len(names) == 1:
        return f"{names[0]} is elected{_with(outcome)}."
    return f"{listed(names)} are elected."


def _with(outcome: Outcome) -> str:
    """What one chosen option had, by the rule that counted."""
    total = outcome.totals.get(outcome.chosen[0], Fraction(0))
    if outcome.rule in ("stv", "stv_scottish"):
        votes = next((s.numbers["votes"] for s in outcome.steps if s.code in _IN), 0)
        later = " in the end" if any(s.code == "excluded" for s in outcome.steps) else ""
        return f" with {_number(Fraction(votes), 'vote')}{later}"
    if outcome.rule == "condorcet":
        beats_all = any(one.code == "beats_all" for one in outcome.steps)
        return ": more votes put it before each of the others than after" if beats_all else ""
    return f" with {_number(total, _UNITS.get(outcome.rule, 'vote'))}"


_IN = ("elected", "last_places")
_UNITS = {"score": "point", "allocate": "point", "borda": "point"}


def _paid_for(ballot: Ballot, outcome: Outcome) -> str:
    names = [f"“{one}”" for one in titles_of(ballot, outcome.chosen)]
    budget = int(ballot.settings.get("budget_pence") or 0)
    left = budget - outcome.spent
    rest = f"; {money(left)} is left" if left else ""
    was = "is" if len(names) == 1 else "are"
    which = listed(names) if len(names) <= MOST_NAMED else counted(len(names), "option")
    return f"{which} {was} paid for: {money(outcome.spent)} of {money(budget)}{rest}."


def _time(ballot: Ballot, found: BallotOutcome, chosen: Sequence[str]) -> str:
    """How many organisations, whatever their votes, can come at the first of the times chosen."""
    spread = found.feeling.spreads[chosen[0]].counts if found.feeling else {}
    can, cannot = spread.get(2, 0) + spread.get(1, 0), spread.get(0, 0)
    unsaid = found.turnout.voted - can - cannot
    ending = [
        f"{counted(cannot, 'organisation')} cannot" if cannot else "",
        f"{unsaid} did not say" if unsaid else "",
        "" if cannot or unsaid else "nobody is lost",
    ]
    said = [f"{counted(can, 'organisation')} can come", *(one for one in ending if one)]
    more = f" ({counted(len(chosen), 'time')} in all)" if len(chosen) > 1 else ""
    name = titles_of(ballot, chosen[:1])[0]
    return f"{name} suits best{more}: {', '.join(said)}."


_CHOSEN: dict[str, Callable[[Ballot, Outcome], str]] = {
    "election": _elected,
    "money": _paid_for,
}


def _number(value: Fraction, unit: str) -> str:
    """So many votes or points: whole, or with two places."""
    if value.denominator == 1:
        return counted(value.numerator, unit)
    return f"{float(value):.2f} {unit}s"


_SENTENCES: dict[str, Callable[[Ballot, BallotOutcome], str]] = {
    codes.NOBODY_VOTED: _nobody,
    codes.NO_QUORUM: _no_quorum,
    codes.HEARD: _heard,
    codes.AGREED: _agreed,
    codes.NOT_AGREED: _not_agreed,
    codes.NONE_CHOSEN: _none_chosen,
    codes.CHOSEN: _chosen,
}
