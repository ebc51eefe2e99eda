"""From the rows of a ballot to what is counted, and to what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.kernel import assent
from spinney.base.kernel.assent import AGREES, ASIDE, OBJECTS, Count, Part, Rule
from spinney.decisions.bridge import counted as codes
from spinney.decisions.bridge.counted import BallotOutcome, Firmness, Quorate
from spinney.decisions.bridge.roll import Roll, quorum_of, roll_of, vote_of
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.engine import problem as engine
from spinney.decisions.engine import rules
from spinney.decisions.engine.feeling import feeling
from spinney.decisions.engine.problem import Kind, Paper, Problem
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.voices import voices_feeling
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.engine.what_if import Sensitivity, what_if
from spinney.decisions.models import Ballot, Option, SealedVote
from spinney.decisions.states import BallotState

__all__ = [
    "assent_of",
    "outcome_now",
    "papers_of",
    "problem_of",
    "quorum_of",
    "voices_of",
    "voted_so_far",
    "way_of",
]

COULD, CANNOT = Sensitivity("could_change"), Sensitivity("cannot_change")
WORK = 15_000
WORK_OF = {"equal_shares": 500, "phragmen": 4_000}
"""So much work is put into finding out what one vote could change (papers that are counted again):
about a second at most, also by the rules whose counts are long.
"""
MAIN_RULES = frozenset(
    {"plurality", "approval", "score", "allocate", "stv", "condorcet", "borda", "times",
     "equal_shares", "greedy", "phragmen"}
)  # fmt: skip
"""The rules that are set beside each other; others in the engine are variants of these."""


def way_of(ballot: Ballot) -> Way:
    """The way by which a ballot decides."""
    return WAYS[ballot.way]


def settings_of(ballot: Ballot) -> Settings:
    """How a ballot is set up."""
    return Settings.from_json(ballot.settings)


# What is counted ------------------------------------------------------------------------------


def problem_of(ballot: Ballot, roll: Roll | None = None) -> Problem:
    """What was marked in a ballot about options, ready to be counted: the options that still stand,
    a paper for each vote that counts (in a secret ballot without whose, alike ones together).
    The seed of the lot is in it once the ballot is closed.
    """
    papers = papers_of(ballot, roll)
    return replace(question_of(ballot), papers=papers)


def question_of(ballot: Ballot) -> Problem:
    """The same without any papers. One query. Raises ValueError where a way has no options."""
    way, said = way_of(ballot), settings_of(ballot)
    if way.kind is None:
        raise ValueError(f"The way {way.key!r} has no options to count.")
    live = [one for one in ballot.options.all() if one.withdrawn_at is None]
    chooses = way.kind is Kind.CHOOSE
    return Problem(
        kind=way.kind,
        options=tuple(_option(one) for one in live),
        papers=(),
        seats=said.seats,
        budget=(said.budget_pence or 0) if way.key == "money" else None,
        most_marks=said.most_marks or (1 if chooses else None),
        least_marks=said.least_marks,
        most_each=said.most_each(way),
        most_points=said.points if way.kind is Kind.ALLOCATE else None,
        ties=said.ties_of(way),
        seed=ballot.seed if ballot.state == BallotState.CLOSED else "",
        title=ballot.title,
    )


def _option(option: Option) -> engine.Option:
    before = int(option.starts_at.timestamp()) if option.starts_at else option.number
    return engine.Option(option.key, option.title, option.cost_pence or 0, before)


def papers_of(ballot: Ballot, roll: Roll | None = None) -> tuple[Paper, ...]:
    """The papers that count, with the marks of options that still stand."""
    withdrawn = ballot.options.filter(withdrawn_at__isnull=False)
    out = {str(number) for number in withdrawn.values_list("number", flat=True)}

    def live(marks: Mapping[str, int]) -> dict[str, int]:
        return {key: mark for key, mark in marks.items() if key not in out}

    if ballot.secret:
        alike = Counter(tuple(sorted(live(one.marks).items())) for one in _unsealed(ballot))
        return tuple(Paper(dict(marks), times=times) for marks, times in sorted(alike.items()))
    voted = ((one, vote_of(one)) for one in (roll or roll_of(ballot)).voters)
    return tuple(
        Paper(live(vote.marks), str(one.uid), one.weight) for one, vote in voted if vote is not None
    )


def _unsealed(ballot: Ballot) -> list[SealedVote]:
    """The places of a secret ballot in which a vote lies."""
    return [one for one in ballot.sealed_votes.all() if one.check_digest or one.marks or one.says]


def voices_of(ballot: Ballot, roll: Roll | None = None) -> dict[str, str]:
    """What each elector's voice means (`base.kernel.assent`), by the elector's uid. In a secret
    ballot by a number that stands for nobody.
    """
    means = way_of(ballot).means
    return {uid: means[says] for uid, says in _said(ballot, roll).items() if means.get(says)}


def _said(ballot: Ballot, roll: Roll | None = None) -> dict[str, str]:
    if ballot.secret:
        words = sorted(one.says for one in _unsealed(ballot))
        return {str(number): says for number, says in enumerate(words, start=1)}
    voted = ((one, vote_of(one)) for one in (roll or roll_of(ballot)).voters)
    return {str(one.uid): vote.says for one, vote in voted if vote is not None}


def _asked(ballot: Ballot, roll: Roll, voices: Mapping[str, str]) -> tuple[assent.Elector, ...]:
    """Those whose voice counts; in a secret ballot as many, without names."""
    if ballot.secret:
        many = max(len(roll.voters), len(voices))
        return tuple(assent.Elector(str(number), "") for number in range(1, many + 1))
    return tuple(
        assent.Elector(str(one.uid), one.organisation.name, one.weight) for one in roll.voters
    )


def assent_of(ballot: Ballot, on: date, roll: Roll | None = None) -> Count:
    """What the voices come to by the rule of the ballot, if it ended on a day. What the rule asks
    for first counts if it has come about; else, from the day of its fallback, the vote does.
    """
    roll = roll or roll_of(ballot)
    voices = voices_of(ballot, roll)
    electors = _asked(ballot, roll, voices)
    return _counted(rule_of(ballot).assent, electors, voices, quorum_of(ballot, roll), on)


def _counted(
    rule: Rule,
    electors: tuple[assent.Elector, ...],
    voices: Mapping[str, str],
    quorum: Quorate,
    on: date,
) -> Count:
    bare = replace(rule, quorum=Part(), quorum_of={})
    found = assent.count(bare, electors, voices, None)
    if not found.passes:
        found = assent.count(bare, electors, voices, on)
    if quorum.is_met:
        return replace(found, reasons=(*quorum.reasons, *found.reasons))
    against = () if found.passes else found.reasons
    return replace(found, passes=False, reasons=(*quorum.reasons, *against))


# What it comes to -----------------------------------------------------------------------------


def outcome_now(ballot: Ballot, now: datetime, *, deep: bool = False) -> BallotOutcome:
    """What a ballot came to, as kept when it was closed; while it is open, what it would come to if
    it ended now (at its end at the latest). Nothing is written. `deep` looks into other rules and
    what one vote could change too, which is done once, at the close. Whoever shows it must ask
    first whether it may be shown (`queries.results.can_see`).
    """
    if ballot.state == BallotState.CLOSED and ballot.result:
        return BallotOutcome.from_json(ballot.result)
    ends = min(now, ballot.closes_at) if ballot.closes_at else now
    return count_anew(ballot, localdate(ends), deep=deep)


def voted_so_far(ballot: Ballot, on: date) -> BallotOutcome:
    """Who has voted, whether they are enough, and what voices would come to if it ended on a day;
    marks are not counted.
    """
    roll = roll_of(ballot)
    found = BallotOutcome("", roll.turnout, quorum_of(ballot, roll))
    if way_of(ballot).has_options:
        return found
    return _from_voices(found, ballot, roll, on, deep=False)


def count_anew(ballot: Ballot, on: date, *, deep: bool) -> BallotOutcome:
    """Count a ballot from its rows, as if it ended on a day. Four queries. Of a secret ballot in
    which too few took part nothing is kept of the few papers: they decided nothing, and together
    could tell who wrote them.
    """
    roll = roll_of(ballot)
    found = BallotOutcome("", roll.turnout, quorum_of(ballot, roll))
    if way_of(ballot).has_options:
        found = _from_marks(found, ballot, roll, deep=deep)
    else:
        found = _from_voices(found, ballot, roll, on, deep=deep)
    withheld = ballot.secret and found.code == codes.NO_QUORUM
    return found.turnout_alone if withheld else found


def _from_marks(found: BallotOutcome, ballot: Ballot, roll: Roll, *, deep: bool) -> BallotOutcome:
    problem = problem_of(ballot, roll)
    outcome = rules.count(settings_of(ballot).rule_of(way_of(ballot)), problem)
    found = replace(
        found, code=_marks_code(found, outcome), marks=outcome,
        feeling=feeling(problem, outcome.chosen),
    )  # fmt: skip
    if not deep:
        return found
    work = WORK_OF.get(outcome.rule, WORK)
    return replace(found, what_if=what_if(problem, outcome, work))


def _marks_code(found: BallotOutcome, outcome: Outcome) -> str:
    if not found.turnout.voted:
        return codes.NOBODY_VOTED
    if not found.quorum.is_met:
        return codes.NO_QUORUM
    return codes.CHOSEN if outcome.chosen else codes.NONE_CHOSEN


def _from_voices(
    found: BallotOutcome, ballot: Ballot, roll: Roll, on: date, *, deep: bool
) -> BallotOutcome:
    way = way_of(ballot)
    said = _said(ballot, roll)
    counts = Counter(said.values())
    found = replace(
        found, says={key: counts[key] for key in way.means}, voices=voices_feeling(way, counts)
    )
    if not way.decides:
        return replace(found, code=codes.HEARD if said else codes.NOBODY_VOTED)
    voices = voices_of(ballot, roll)
    electors = _asked(ballot, roll, voices)
    rule = rule_of(ballot).assent
    count = _counted(rule, electors, voices, found.quorum, on)
    found = replace(found, count=count, code=_voices_code(found, count, said))
    if not deep:
        return found
    turned = _firmness(rule, electors, voices, found.quorum, on)
    return replace(found, voices_firm=turned)


def _voices_code(found: BallotOutcome, count: Count, said: Mapping[str, str]) -> str:
    if not said:
        return codes.NOBODY_VOTED
    if not found.quorum.is_met:
        return codes.NO_QUORUM
    return codes.AGREED if count.passes else codes.NOT_AGREED


def _firmness(
    rule: Rule,
    electors: tuple[assent.Elector, ...],
    voices: Mapping[str, str],
    quorum: Quorate,
    on: date,
) -> Firmness:
    """Whether one who voted could have turned it by another word, or by not voting: every such
    case is counted. How many took part is left as it is.
    """
    was = _counted(rule, electors, voices, quorum, on).passes

    def turns(others: Iterable[Mapping[str, str]]) -> Sensitivity:
        found = (_counted(rule, electors, one, quorum, on).passes for one in others)
        return COULD if any(passes != was for passes in found) else CANNOT

    words = (AGREES, ASIDE, OBJECTS)
    changed = ({**voices, uid: word} for uid in voices for word in words)
    less = ({uid: said for uid, said in voices.items() if uid != out} for out in voices)
    return Firmness(turns(changed), turns(less))
