"""What a ballot came to, for whoever asks: all that its page shows, in words and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.assent import AGREES, DISAGREES, OBJECTS, STOPPED_BY_ONE
from spinney.base.web.charts import BarChart, DotStrip
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import EMPTY, listed, money, number
from spinney.decisions.bridge import counted as codes
from spinney.decisions.bridge import pictures
from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.bridge.counting import count_anew, problem_of, settings_of, way_of
from spinney.decisions.bridge.explaining import (
    Firm,
    feeling_words,
    firm_words,
    turnout_words,
    why_words,
)
from spinney.decisions.bridge.files import Offered, offered
from spinney.decisions.bridge.outcome_words import name_of, outcome_words
from spinney.decisions.bridge.pictures import Rounds
from spinney.decisions.bridge.roll import Roll, names_of, roll_of, vote_of
from spinney.decisions.bridge.rules import BallotRule, rule_of
from spinney.decisions.bridge.who_pays import WhoPays, who_pays
from spinney.decisions.engine import saying
from spinney.decisions.engine.feeling import Spread
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.saying.findings import SPREADS
from spinney.decisions.engine.saying.plain import number as told
from spinney.decisions.engine.ties import lot_order
from spinney.decisions.models import Ballot, Elector, Option, Vote
from spinney.decisions.queries.ballots import visible_to
from spinney.decisions.states import BallotState

STATUSES = {
    codes.CHOSEN: Status("Chosen", Tone.GO),
    codes.AGREED: Status("Agreed", Tone.GO),
    codes.NOT_AGREED: Status("Not agreed", Tone.LATE),
    codes.NO_QUORUM: Status("Too few took part", Tone.LATE),
    codes.HEARD: Status("Heard", Tone.QUIET),
    codes.NOBODY_VOTED: Status("Nobody voted", Tone.LATE),
    codes.NONE_CHOSEN: Status("Nothing chosen", Tone.LATE),
}
CAN_COME = {2: "can come", 1: "if need be", 0: "cannot"}


def outcome_of(ballot: Ballot) -> BallotOutcome:
    """What a closed ballot came to, as it was kept. Raises ValueError for any other."""
    if ballot.state != BallotState.CLOSED or ballot.result is None:
        raise ValueError("Only a ballot that was closed has a result.")
    return BallotOutcome.from_json(ballot.result)


def sentence_of(ballot: Ballot) -> str:
    """What a closed ballot came to, in a sentence; "" of any other. One query."""
    if ballot.state != BallotState.CLOSED or ballot.result is None:
        return ""
    return outcome_words(ballot, outcome_of(ballot))


def sees_standing(by: Actor, ballot: Ballot) -> bool:
    """Whether somebody may see how an open ballot stands: where whoever wrote it allows it, those
    whose organisation has voted. How a secret ballot stands nobody sees before its close.
    """
    if ballot.state != BallotState.OPEN or ballot.secret:
        return False
    if settings_of(ballot).show != "after_vote" or by.organisation_id is None:
        return False
    voted = ballot.electors.filter(organisation=by.organisation_id, voted_at__isnull=False)
    return voted.exists()


def put_to_members(by: Actor, ballot: Ballot) -> list[Ballot]:
    """The ballots that put to the members what was chosen in this one, as far as the actor sees
    them. One query.
    """
    rows = visible_to(by).filter(follows=ballot).exclude(state=BallotState.DISCARDED)
    return list(rows.order_by("made_at", "pk"))


# As it is shown -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class OptionShown:
    """An option in the table behind the picture. `had` is in the measure of the rule."""

    name: str
    number: int
    place: int | None
    is_out: str
    cost: str
    had: str
    feeling: str


@dataclass(frozen=True)
class VoteShown:
    """What an organisation voted in an open ballot; `note` why it did not count, or that it has
    not voted.
    """

    name: str
    weight: int
    note: str
    says: str
    tone: str
    marks: str
    reason: str
    how: str


@dataclass(frozen=True)
class Lot:
    """The lot that parts what is equal: its seed, the SHA-256 that was shown before, and the
    order in which it draws the options.
    """

    seed: str
    sealed: str
    order: tuple[str, ...]
    was_needed: bool


@dataclass(frozen=True)
class ResultShown:
    """All that the page of a result shows."""

    ballot: Ballot
    found: BallotOutcome
    sentence: str
    status: Status
    bars: BarChart | None
    strip: DotStrip | None
    options: tuple[OptionShown, ...]
    rounds: Rounds | None
    who_pays: WhoPays | None
    turnout: str
    why: tuple[str, ...]
    steps: tuple[str, ...]
    ties: tuple[str, ...]
    lot: Lot | None
    feeling: tuple[str, ...]
    all_alike: bool
    firm: Firm
    rule: BallotRule
    votes: tuple[VoteShown, ...]
    files: tuple[Offered, ...]

    @property
    def has_costs(self) -> bool:
        return any(one.cost != EMPTY for one in self.options)

    @property
    def is_withheld(self) -> bool:
        """Whether nothing is told of what was voted: it was secret, and too few took part."""
        return self.ballot.secret and self.found.code == codes.NO_QUORUM

    @property
    def rule_name(self) -> str:
        """What the rule that counted the marks is called; "" for voices."""
        return saying.RULES[self.found.marks.rule] if self.found.marks else ""

    @property
    def had(self) -> str:
        """What the numbers of the options are."""
        return pictures.measure(self.found.marks) if self.found.marks else ""

    @property
    def apart(self) -> str:
        """What is said of each option besides."""
        return "Answers" if self.ballot.way == "times" else "How far apart you are"

    @property
    def sources(self) -> list[dict[str, Any]]:
        return self.rule.dated_sources


def shown(ballot: Ballot) -> ResultShown:
    """The result of a closed ballot, ready for its page. Two queries (three with options)."""
    found, roll, rule = outcome_of(ballot), roll_of(ballot), rule_of(ballot)
    options = list(ballot.options.all()) if way_of(ballot).has_options else []
    names = {one.key: name_of(one) for one in options}
    voters = {} if ballot.secret else names_of(roll.voters)
    spreads = found.feeling.spreads if found.feeling else {}
    details = {key: apart_words(way_of(ballot).kind, one) for key, one in spreads.items()}
    return ResultShown(
        ballot=ballot,
        found=found,
        sentence=outcome_words(ballot, found),
        status=STATUSES[found.code],
        bars=pictures.bars(ballot.way, found, names) if found.turnout.voted else None,
        strip=pictures.strip(way_of(ballot).kind, found, names, details),
        options=tuple(_options(options, found, details)),
        rounds=pictures.rounds(found.marks, names),
        who_pays=_who_pays(ballot, found, roll, names),
        turnout=turnout_words(found, beside_why=True),
        why=(*why_words(way_of(ballot), found), *_against(ballot, found, roll)),
        steps=tuple(_steps(found, names)),
        ties=tuple(_ties(found, names)),
        lot=_lot(ballot, found, rule, names),
        feeling=tuple(feeling_words(found, voters)),
        all_alike=ballot.secret and all_alike(found),
        firm=firm_words(found, names),
        rule=rule,
        votes=() if ballot.secret else tuple(votes_of(ballot, roll, names)),
        files=offered(ballot),
    )


def _against(ballot: Ballot, found: BallotOutcome, roll: Roll) -> list[str]:
    """Who disagreed with what was agreed, and did not stop it; in an open ballot."""
    if ballot.secret or found.code != codes.AGREED or found.count is None:
        return []
    if found.count.method not in STOPPED_BY_ONE:
        return []
    voices = {one.key for one in way_of(ballot).voices if one.means == DISAGREES}
    votes = ((one.organisation.name, vote_of(one)) for one in roll.voters)
    names = [name for name, vote in votes if vote is not None and vote.says in voices]
    verb = "disagrees" if len(names) == 1 else "disagree"
    return [f"{listed(names)} {verb}, and did not stop it."] if names else []


def apart_words(kind: Kind | None, spread: Spread) -> str:
    """How far apart you are about an option; of places without the numbers, which are no marks; of
    a time who can come.
    """
    if kind is Kind.TIMES:
        many = spread.counts
        unsaid = f", {spread.unmarked} did not say" if spread.unmarked else ""
        return f"{many[2]} can, {many[1]} if need be, {many[0]} cannot{unsaid}"
    return SPREADS[spread.how] if kind is Kind.RANK else saying.spread_words(spread)


def _who_pays(
    ballot: Ballot, found: BallotOutcome, roll: Roll, names: Mapping[str, str]
) -> WhoPays | None:
    if ballot.secret or ballot.way != "money" or found.code != codes.CHOSEN:
        return None
    return who_pays(found.marks, problem_of(ballot, roll), names, names_of(roll.voters))


def _steps(found: BallotOutcome, names: Mapping[str, str]) -> list[str]:
    steps = found.marks.steps if found.marks else ()
    return [saying.words_of(one, names, holds=found.is_carried) for one in steps]


def _ties(found: BallotOutcome, names: Mapping[str, str]) -> list[str]:
    ties = found.marks.ties if found.marks else ()
    return [saying.tie_words(one, names, holds=found.is_carried) for one in ties]


def _options(
    options: list[Option], found: BallotOutcome, details: Mapping[str, str]
) -> list[OptionShown]:
    """The options, those that were chosen first, then by what they had."""
    totals = found.marks.totals if found.marks else {}
    place = {key: at for at, key in enumerate(found.chosen, start=1)}
    rows = sorted(
        options, key=lambda one: (place.get(one.key, 999), -totals.get(one.key, 0), one.number)
    )
    return [
        OptionShown(
            name=name_of(one),
            number=one.number,
            place=place.get(one.key),
            is_out=one.withdrawn_why or "Taken out" if one.withdrawn_at else "",
            cost=EMPTY if one.cost_pence is None else money(one.cost_pence),
            had=told(totals[one.key]) if one.key in totals else EMPTY,
            feeling=details.get(one.key, ""),
        )
        for one in rows
    ]


def _lot(
    ballot: Ballot, found: BallotOutcome, rule: BallotRule, names: Mapping[str, str]
) -> Lot | None:
    """The lot, where there was anything to draw."""
    if found.marks is None or not ballot.seed:
        return None
    live = [one.key for one in ballot.options.all() if one.withdrawn_at is None]
    order = tuple(names[key] for key in lot_order(ballot.seed, live))
    needed = any(one.parted_by == "lot" for one in found.marks.ties)
    return Lot(ballot.seed, rule.tie_sealed, order, needed)


def all_alike(found: BallotOutcome) -> bool:
    """Whether everybody voted the same, which then nobody's secret can hide."""
    voted = found.turnout.voted
    if voted and found.says:
        return max(found.says.values()) == voted
    spreads = found.feeling.spreads.values() if found.feeling else ()
    alike = [max(one.counts.values(), default=0) == voted for one in spreads]
    return bool(voted and alike and all(alike))


# Open ballots ------------------------------------------------------------------------------------


def votes_of(ballot: Ballot, roll: Roll, names: Mapping[str, str]) -> list[VoteShown]:
    """Who voted how in an open ballot, by name. Raises ValueError for a secret one."""
    if ballot.secret:
        raise ValueError("The votes of a secret ballot are nobody's to list.")
    notes = {one.pk: "Took no part because of an interest" for one in roll.recused}
    notes |= {one.pk: "Has left, and does not count" for one in roll.left}
    everybody = sorted(
        (*roll.voters, *roll.recused, *roll.left), key=lambda one: one.organisation.name
    )
    return [_vote(ballot, one, notes.get(one.pk, ""), names) for one in everybody]


def _vote(ballot: Ballot, elector: Elector, note: str, names: Mapping[str, str]) -> VoteShown:
    vote = None if note else vote_of(elector)
    name = elector.organisation.name
    if vote is None:
        waits = note or "Did not vote"
        return VoteShown(name, elector.weight, waits, "", str(Tone.QUIET), "", "", "")
    voices = {one.key: one for one in way_of(ballot).voices}
    voice = voices.get(vote.says)
    tones = {AGREES: Tone.GO, OBJECTS: Tone.LATE}
    return VoteShown(
        name=name,
        weight=elector.weight,
        note="",
        says=voice.label if voice else "",
        tone=str(tones.get(voice.means, Tone.QUIET)) if voice else "",
        marks=marks_words(ballot, vote, names),
        reason=vote.reason,
        how=vote.get_how_display(),
    )


def marks_words(ballot: Ballot, vote: Vote, names: Mapping[str, str]) -> str:
    """What a vote marks, in a line: "Shared HR: 5; Van: 0", "1 Shared HR, 2 Van"."""
    kind = way_of(ballot).kind
    marks = [(names[key], mark) for key, mark in vote.marks.items() if key in names]
    if kind is None:
        return ""
    if not marks:
        return "An empty paper"
    if kind in (Kind.CHOOSE, Kind.APPROVE):
        return ", ".join(name for name, mark in marks if mark)
    if kind is Kind.RANK:
        return ", ".join(f"{mark} {name}" for name, mark in sorted(marks, key=lambda one: one[1]))
    if kind is Kind.TIMES:
        return "; ".join(f"{name}: {CAN_COME[mark]}" for name, mark in marks)
    most_first = sorted(marks, key=lambda one: -one[1])
    return "; ".join(f"{name}: {number(mark)}" for name, mark in most_first)


# While it is open ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class StandingShown:
    """How an open ballot stands, for those who may see it: what was said so far, no outcome."""

    turnout: str
    bars: BarChart | None
    votes: tuple[VoteShown, ...]


def standing(ballot: Ballot, on: date) -> StandingShown:
    """How an open ballot stands. Raises ValueError for a secret one. Ask `sees_standing` first."""
    if ballot.secret:
        raise ValueError("How a secret ballot stands, nobody sees before its close.")
    roll = roll_of(ballot)
    found = replace(count_anew(ballot, on, deep=False), code=codes.HEARD)
    names = {one.key: name_of(one) for one in ballot.options.all()}
    bars = pictures.bars(ballot.way, found, names) if found.turnout.voted else None
    return StandingShown(turnout_words(found), bars, tuple(votes_of(ballot, roll, names)))
