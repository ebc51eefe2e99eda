"""A ballot as its page shows it: where it stands, its options, the rule, who takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.agreements.api import Version
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.base.record.timeline import Told, readable_verbs, timeline
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import clock, counted, day, money, weekday
from spinney.clusters.api import Cluster, belongs
from spinney.decisions import events
from spinney.decisions.bridge.counted import NO_QUORUM
from spinney.decisions.bridge.readiness import (
    against_the_rule,
    left,
    missing,
    stand_as_organisations,
)
from spinney.decisions.bridge.roll import Roll, roll_of
from spinney.decisions.bridge.rule_words import tie_words
from spinney.decisions.bridge.rules import BallotRule, rule_for
from spinney.decisions.engine.saying import RULES
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot, Elector, Meeting, Option
from spinney.decisions.policies.ballots import runs
from spinney.decisions.queries.results import all_alike, outcome_of
from spinney.decisions.states import BallotState, MeetingState

TONES = {
    BallotState.DRAFT: Tone.PLAIN,
    BallotState.ANNOUNCED: Tone.WAITS,
    BallotState.OPEN: Tone.WAITS,
    BallotState.CLOSED: Tone.GO,
    BallotState.WITHDRAWN: Tone.QUIET,
    BallotState.REPLACED: Tone.QUIET,
    BallotState.DISCARDED: Tone.QUIET,
}
MOST_TOLD = 50
BEING_WRITTEN = (BallotState.DRAFT, BallotState.DISCARDED)


@dataclass(frozen=True)
class TakesPart:
    """One organisation that is asked. What it voted is not said here; in a secret ballot not even
    whether it has, until voting has closed.
    """

    name: str
    words: str
    tone: Tone
    weight: int


@dataclass(frozen=True)
class BallotShown:
    """A ballot as a page shows it at a moment. `rule` is None before it can be told (nobody may
    vote yet); `lacks` what a draft still needs.
    """

    ballot: Ballot
    way: Way
    settings: Settings
    now: datetime
    options: Sequence[Option]
    rule: BallotRule | None
    lacks: Sequence[str] = ()
    roll: Roll | None = None

    @property
    def is_written(self) -> bool:
        """Whether it is still being written."""
        return self.ballot.state in BEING_WRITTEN

    @property
    def is_over(self) -> bool:
        """Whether voting has ended, closed or not."""
        closes = self.ballot.closes_at
        return self.ballot.state == BallotState.OPEN and closes is not None and closes <= self.now

    @property
    def takes_votes(self) -> bool:
        return self.ballot.state == BallotState.OPEN and not self.is_over

    @property
    def status(self) -> Status:
        if self.is_over:
            return Status("Being counted", Tone.WAITS)
        state = BallotState(self.ballot.state)
        return Status(str(state.label), TONES[state])

    @property
    def sentence(self) -> str:
        """Where it stands, in one or two sentences."""
        if self.takes_votes:
            ends = _when(self.ballot.closes_at)
            return f"Voting is open until {ends} ({left(self._closes, self.now)} left)."
        if self.is_over:
            ends = _when(self.ballot.closes_at)
            return f"Voting closed on {ends}. The votes are being counted; come back in a while."
        return _SENTENCES[BallotState(self.ballot.state)](self.ballot)

    @property
    def _closes(self) -> datetime:
        return self.ballot.closes_at or self.now

    @property
    def turns(self) -> str:
        """What happens on the day on which the rule falls back to a vote."""
        rule = self.rule.assent if self.rule else None
        if rule is None or rule.fallback is None or rule.fallback_on is None:
            return ""
        if self.way.has_options or not self.way.decides:
            return ""
        if localdate(self.now) >= rule.fallback_on:
            return f"Since {day(rule.fallback_on)} a vote decides: your rule has turned into one."
        return (
            f"What people have said by {day(rule.fallback_on)} counts as their vote then. They can"
            " change it until voting closes."
        )

    @property
    def ties(self) -> str:
        """What happens when two options come out equal."""
        return tie_words(self.settings.ties_of(self.way)) if self.way.has_options else ""

    @property
    def live(self) -> list[Option]:
        """The options that can be chosen."""
        return [one for one in self.options if one.withdrawn_at is None]

    @property
    def total_pence(self) -> int | None:
        """What all options together cost; None where one has no cost."""
        costs = [one.cost_pence for one in self.live]
        known = [one for one in costs if one is not None]
        return sum(known) if known and len(known) == len(costs) else None

    @property
    def has_costs(self) -> bool:
        return any(one.cost_pence is not None for one in self.options)

    @property
    def settings_words(self) -> list[str]:
        """How it is set up, in words."""
        return [one for one in _settings_words(self) if one]

    @property
    def took_part(self) -> str:
        """How many have voted, in words."""
        if self.roll is None:
            return ""
        turnout = self.roll.turnout
        said = f"{turnout.voted} of {counted(turnout.asked, 'organisation')} took part"
        said += " so far." if self.takes_votes else "."
        if turnout.recused:
            said += f" {counted(turnout.recused, 'organisation')} declared an interest."
        return said

    def has_voted(self, organisation_id: int | None) -> bool:
        """Whether an organisation has voted; asked of her own."""
        voted = self.roll.took_part if self.roll else frozenset()
        voters = self.roll.voters if self.roll else ()
        return any(one.organisation_id == organisation_id and one.pk in voted for one in voters)

    @property
    def _tells_who_voted(self) -> bool:
        """Whether it may be said who voted in a secret ballot: after its close, unless all of them
        voted alike (as one alone does), for then that would say what; nor where too few took part,
        of which nothing is kept that could tell.
        """
        if self.ballot.state != BallotState.CLOSED or self.ballot.result is None:
            return False
        found = outcome_of(self.ballot)
        return found.code != NO_QUORUM and not all_alike(found)

    @property
    def everybody_voted(self) -> bool:
        return self.roll is not None and self.roll.turnout.everybody

    @property
    def takes_part(self) -> list[TakesPart]:
        """Who is asked, and, where it may be known, who has voted."""
        if self.roll is None:
            return [
                TakesPart(one.name, "", Tone.QUIET, one.weight)
                for one in (self.rule.electors if self.rule else ())
            ]
        roll = self.roll
        known = not self.ballot.secret or self._tells_who_voted
        shown = [_takes_part(one, roll, known) for one in roll.voters]
        shown += [_out(one, "Declared an interest") for one in roll.recused]
        shown += [_out(one, "Has left the cluster") for one in roll.left]
        return shown


def _takes_part(elector: Elector, roll: Roll, known: bool) -> TakesPart:
    if not known:
        return _out(elector, "")
    voted = elector.pk in roll.took_part
    words, tone = ("Has voted", Tone.GO) if voted else ("Has not voted", Tone.WAITS)
    return TakesPart(elector.organisation.name, words, tone, elector.weight)


def _out(elector: Elector, words: str) -> TakesPart:
    return TakesPart(elector.organisation.name, words, Tone.QUIET, elector.weight)


def _when(moment: datetime | None) -> str:
    return f"{weekday(moment)}, {clock(moment)}"


def _announced(ballot: Ballot) -> str:
    return (
        f"Voting opens on {_when(ballot.opens_at)} by itself, and closes on"
        f" {_when(ballot.closes_at)}."
    )


_SENTENCES: Mapping[BallotState, Callable[[Ballot], str]] = {
    BallotState.DRAFT: lambda ballot: "Only those who write it can see it.",
    BallotState.ANNOUNCED: _announced,
    BallotState.CLOSED: lambda ballot: f"Voting closed on {_when(ballot.closed_at)}.",
    BallotState.WITHDRAWN: lambda ballot: (
        f"It was taken back on {day(ballot.closed_at)}, so nothing was decided."
    ),
    BallotState.REPLACED: lambda ballot: (
        f"A new version took its place on {day(ballot.closed_at)}, so votes in this one count no"
        " more."
    ),
    BallotState.DISCARDED: lambda ballot: f"It was thrown away on {day(ballot.discarded_at)}.",
}


def _settings_words(shown: BallotShown) -> list[str]:
    said, way = shown.settings, shown.way
    several = said.seats > 1 or way.elects
    return [
        "Secret: nobody sees who voted what." if shown.ballot.secret
        else "Open: members see how each of you voted.",
        f"{money(said.budget_pence)} is shared out." if said.budget_pence else "",
        f"{said.seats} to be {'elected' if way.elects else 'chosen'}."
        if several and way.has_options and way.key != "money" else "",
        f"Each of you ticks up to {said.most_marks}."
        if said.most_marks and way.key in ("approve", "money") else "",
        f"Counted by {RULES[said.rule_of(way)]}." if len(way.rules) > 1 else "",
        f"Scores go from 0 to {said.top_mark}." if way.key == "score" else "",
        f"Each of you shares out {said.points} points." if way.key == "allocate" else "",
        "Each voter sees the options in another order." if said.shuffle else "",
        _shown_when(shown),
        "Whoever wins becomes the lead body." if shown.ballot.elects_lead else "",
    ]  # fmt: skip


def _shown_when(shown: BallotShown) -> str:
    if shown.ballot.secret or shown.settings.show == "after_close":
        return "Results can be seen when voting has closed."
    return "Whoever has voted sees results at once."


def shown(ballot: Ballot, now: datetime) -> BallotShown:
    """A ballot as it stands at a moment. A handful of queries, however many are asked."""
    way, settings = WAYS[ballot.way], Settings.from_json(ballot.settings)
    options = list(ballot.options.select_related("organisation", "theme").prefetch_related("files"))
    if ballot.rule is not None:
        rule = BallotRule.from_json(ballot.rule)
        roll = roll_of(ballot) if ballot.opened_at else None
        return BallotShown(ballot, way, settings, now, options, rule, roll=roll)
    planned = planned_rule(ballot, localdate(now))
    lacks = missing(ballot, options)
    if planned is None:
        lacks.append("There is nobody to ask yet: no member here may vote.")
    else:
        lacks += against_the_rule(ballot, planned)
    return BallotShown(ballot, way, settings, now, options, planned, lacks)


def planned_rule(ballot: Ballot, on: date) -> BallotRule | None:
    """The rule as it would be if a draft were opened on a day; None when nobody may vote."""
    way, settings = WAYS[ballot.way], Settings.from_json(ballot.settings)
    of_members = stand_as_organisations(ballot.options.all())
    try:
        return BallotRule.from_json(
            rule_for(ballot.cluster, way, settings, on, closes_on=None, of_members=of_members)
        )
    except WrongState:
        return None


def editions(by: Actor, ballot: Ballot) -> list[Ballot]:
    """The other versions of a ballot that somebody may see, the first one first."""
    found: list[Ballot] = []
    before = ballot.replaces
    while before is not None:
        found.insert(0, before)
        before = before.replaces
    after = Ballot.objects.filter(replaces=ballot).first()
    while after is not None and (runs(by, after) or after.state not in BEING_WRITTEN):
        if after.state != BallotState.DISCARDED:
            found.append(after)
        after = Ballot.objects.filter(replaces=after).first()
    return found


def history_of(by: Actor, ballot: Ballot) -> list[Told]:
    """What happened to a ballot, the newest first, as far as somebody may read of it. Who voted
    when is no part of it.
    """
    told = set(events.ballots.TOLD) | set(events.results.TOLD)
    entries = Entry.objects.filter(
        book=str(ballot.scope), subject=subject_of(ballot),
        verb__in=[verb for verb in readable_verbs(by, ballot.scope) if verb in told],
    )  # fmt: skip
    return timeline(entries.order_by("-at", "-number")[:MOST_TOLD])


def version_choices(ballot: Ballot, by: Actor) -> list[tuple[int, str]]:
    """The drafts of agreements in a cluster that could go out for signature if they are agreed to;
    for those who run it.
    """
    if not runs(by, ballot):
        return []
    drafts = Version.objects.filter(agreement__cluster=ballot.cluster_id, state="draft")
    rows = drafts.select_related("agreement").order_by("agreement__title", "pk")
    return [(one.pk, one.agreement.title) for one in rows]


def meeting_choices(cluster: Cluster, now: datetime) -> list[tuple[int, str]]:
    """The meetings to come at which a ballot can be held."""
    states = (MeetingState.DRAFT, MeetingState.CALLED)
    rows = Meeting.objects.filter(cluster=cluster, state__in=states)
    there = [one for one in rows.order_by("starts_at", "pk") if _is_to_come(one, now)]
    return [(one.pk, f"{one.title}, {day(one.starts_at)}") for one in there]


def _is_to_come(meeting: Meeting, now: datetime) -> bool:
    return meeting.starts_at is None or localdate(meeting.starts_at) >= localdate(now)


def candidates(cluster: Cluster, on: date) -> list[tuple[int, str]]:
    """The organisations that can stand in an election of a cluster."""
    return [(one.organisation_id, one.organisation_name) for one in belongs(cluster, on)]
