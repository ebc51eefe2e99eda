"""What a page of voting shows: who votes, what was voted so far, and who will see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import clock, day_and_time, weekday
from spinney.decisions.bridge.rules import clauses_of
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot, Elector, Option, OptionFile, Vote
from spinney.decisions.policies.voting import closed_words, is_objection, takes_votes
from spinney.decisions.queries.vote_words import lines_of, option_words, voice_words
from spinney.decisions.queries.voting import (
    Seat,
    live_proxies,
    objections_in,
    options_for,
    own_vote,
    sees_reasons,
)
from spinney.decisions.states import VotedHow


@dataclass(frozen=True)
class Said:
    """What another organisation said, and why, with the answers to it."""

    name: str
    says: str
    reason: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class VotePage:
    """A ballot as a voter sees it."""

    ballot: Ballot
    way: Way
    seat: Seat
    options: tuple[Option, ...]
    vote: Vote | None
    takes_votes: bool
    closed: str
    rule: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...]
    given_to: str
    holds: tuple[Elector, ...]
    said: tuple[Said, ...]
    objection: Said | None

    @property
    def has_voted(self) -> bool:
        return self.seat.elector.voted_at is not None

    @property
    def is_recused(self) -> bool:
        return self.seat.elector.recused_at is not None

    @property
    def who_sees(self) -> str:
        return who_sees(self.ballot)

    @property
    def until(self) -> str:
        return _until(self.ballot)

    @property
    def what_next(self) -> str:
        return what_next(self.ballot)

    @property
    def rows(self) -> list[SummaryRow]:
        """What was voted so far, for whoever voted: never in a secret ballot."""
        if self.vote is None:
            return []
        found = lines_of(self.ballot, self.vote.marks, self.vote.says)
        rows = [SummaryRow(key, value) for key, value in found]
        if self.vote.reason:
            rows.append(SummaryRow("Why", self.vote.reason))
        return [*rows, SummaryRow("Voted", voted_words(self.vote))]

    @property
    def details(self) -> list[About]:
        """What was written about the options beside their lines."""
        return [about for one in self.options if (about := about_option(one)).has_more]


@dataclass(frozen=True)
class About:
    """What was written about an option. `parts` are headings with their texts, `files` the files
    that go with it.
    """

    words: str
    text: str
    parts: tuple[tuple[str, str], ...]
    files: tuple[OptionFile, ...]

    @property
    def has_more(self) -> bool:
        return bool(self.text or self.parts or self.files)


def about_option(option: Option) -> About:
    """What was written about an option beside its title, cost, time and place."""
    said = (
        ("What is known", option.evidence),
        ("For it", option.pros),
        ("Against it", option.cons),
    )
    return About(
        words=f"About {option_words(option)}",
        text=option.description,
        parts=tuple((name, text) for name, text in said if text),
        files=tuple(option.files.all()),
    )


def voted_words(vote: Vote) -> str:
    """Who voted for the organisation, when and how."""
    who = vote.person.name or vote.person.email if vote.person else ""
    if vote.proxy is not None:
        who = f"{who} for {vote.proxy.holder.name}" if who else vote.proxy.holder.name
    how = str(VotedHow(vote.how).label).lower()
    said = f"{day_and_time(vote.at)}, {how}"
    return f"{who}, {said}" if who else said


def _until(ballot: Ballot) -> str:
    return f"{clock(ballot.closes_at)} on {weekday(ballot.closes_at)}"


def what_next(ballot: Ballot) -> str:
    """What happens after a vote in an open ballot."""
    return (
        f"Voting closes at {_until(ballot)}. You can change your vote until then. After that it is"
        " counted, and we tell you what came of it."
    )


def voted_for(ballot: Ballot, organisation_ids: list[int]) -> list[Elector]:
    """Those of these organisations that take part in a ballot, by name."""
    if not organisation_ids:
        return []
    rows = ballot.electors.filter(organisation__in=organisation_ids, left_at=None, recused_at=None)
    return list(rows.select_related("organisation").order_by("organisation__name"))


def who_sees(ballot: Ballot) -> str:
    """Who will see a vote, in words, before it is cast."""
    if ballot.secret:
        return (
            "This ballot is secret. Votes are kept apart from who cast them, so nobody can look up"
            " who voted what, also not those who run the site. Only what all of you voted together"
            " is shown, after voting closes. If all of you vote alike, everybody can tell what each"
            " voted."
        )
    when = (
        "as soon as they have voted, the others when voting has closed"
        if Settings.from_json(ballot.settings).show == "after_vote"
        else "when voting has closed"
    )
    words = (
        "The members, and those who run the cluster, see what your organisation voted and why,"
        f" {when}."
    )
    if WAYS[ballot.way].method:
        words += " An objection is seen at once, so that it can be dealt with."
    return words


def vote_page(by: Actor, ballot: Ballot, seat: Seat, now: datetime) -> VotePage:
    """A ballot as a voter sees it. A dozen queries, however many electors there are."""
    elector = seat.elector
    kept = ballot.rule or {}  # not all of it is read: it names every elector
    live = live_proxies(ballot) if seat.proxy is None else []
    given = next((one for one in live if one.organisation_id == elector.organisation_id), None)
    held = [one.organisation_id for one in live if one.holder_id == by.organisation_id]
    vote = own_vote(elector)
    return VotePage(
        ballot=ballot,
        way=WAYS[ballot.way],
        seat=seat,
        options=tuple(options_for(ballot, elector)),
        vote=vote,
        takes_votes=takes_votes(ballot, now),
        closed=closed_words(ballot),
        rule=tuple(kept.get("words", ())),
        sources=tuple(clauses_of(kept.get("sources", ()))),
        given_to=given.holder.name if given else "",
        holds=tuple(voted_for(ballot, held)),
        said=tuple(_others(ballot, elector)),
        objection=_own_objection(ballot, vote),
    )


def _others(ballot: Ballot, elector: Elector) -> list[Said]:
    """What others said and why, as far as it may be seen now; objections always."""
    if sees_reasons(elector, ballot):
        rows = Vote.objects.filter(elector__ballot=ballot, elector__recused_at=None)
        rows = rows.exclude(reason="").select_related("elector__organisation")
        found = list(rows.prefetch_related("answers__person").order_by("at", "pk"))
    else:
        found = objections_in(ballot)
    return [said_by(one, ballot) for one in found if one.elector_id != elector.pk]


def _own_objection(ballot: Ballot, vote: Vote | None) -> Said | None:
    if vote is None or not is_objection(ballot, vote.says):
        return None
    return said_by(vote, ballot)


def said_by(vote: Vote, ballot: Ballot) -> Said:
    """What an organisation said, with the answers to it."""
    answers = tuple(
        (one.person.name if one.person else "", one.text)
        for one in sorted(vote.answers.all(), key=lambda one: one.at)
    )
    way = WAYS[ballot.way]
    words = "" if way.has_options else voice_words(way, vote.says)
    return Said(vote.elector.organisation.name, words, vote.reason, answers)
