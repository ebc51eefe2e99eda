"""What is written to members about a ballot, besides the asking: that one is coming, that it was
put off, that there is more time, that an option is gone. Never what anybody voted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted, day_and_time
from spinney.decisions.bridge.rule_words import against_words
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters.told import news_of, people_of
from spinney.decisions.models import Ballot, Option
from spinney.register.api import Organisation

ANNOUNCED = "decisions.vote_announced"
PUT_OFF = "decisions.vote_put_off"
LONGER = "decisions.vote_longer"
OPTION_GONE = "decisions.option_withdrawn"
TURNED = "decisions.rule_turned"


def announced(ballot: Ballot, *, by: Actor, now: datetime) -> None:
    """Tell those who will vote that a vote is coming."""
    way = WAYS[ballot.way]
    words = [
        f"Voting opens on {day_and_time(ballot.opens_at)}, and closes on"
        f" {day_and_time(ballot.closes_at)}. You get a link when it opens.",
        f"You decide like this: {way.label.lower()}. It takes about"
        f" {counted(way.minutes, 'minute')}.",
    ]
    _tell(ANNOUNCED, ballot, f"a vote is coming: “{ballot.title}”", words, by, now)


def not_yet(ballot: Ballot, asked: Iterable[int], *, by: Actor, now: datetime) -> None:
    """Tell those who were told of a vote (organisations) that it does not open as announced."""
    words = [ballot.ended_why or "It is written on. You are told when it is announced again."]
    headline = f"the vote on “{ballot.title}” does not open as announced"
    _tell(PUT_OFF, ballot, headline, words, by, now, asked)


def extended(ballot: Ballot, *, by: Actor, now: datetime) -> None:
    """Tell those who are asked that there is more time."""
    words = [
        f"Voting closes on {day_and_time(ballot.closes_at)} now. Links that you have work until"
        " then, and a vote that is cast can be changed until then."
    ]
    _tell(LONGER, ballot, f"more time to vote on “{ballot.title}”", words, by, now)


def turned(ballot: Ballot, *, by: Actor, now: datetime) -> None:
    """Tell those who are asked that their rule has turned into a vote."""
    words = [
        "It was not agreed by everybody so far. By your rule a vote decides from today.",
        "What you said counts as your vote. You can change it until"
        f" {day_and_time(ballot.closes_at)}.",
        against_words(WAYS[ballot.way]),
    ]
    words = [one for one in words if one]
    _tell(TURNED, ballot, f"a vote decides now: “{ballot.title}”", words, by, now)


def option_withdrawn(option: Option, *, by: Actor, now: datetime) -> None:
    """Tell those who marked an option that it can no longer be chosen. In a secret ballot nobody
    knows who did, and letters to those alone who voted would tell who they are: all are told.
    """
    ballot = option.ballot
    told = ballot.electors.all()
    if not ballot.secret:
        told = told.filter(vote__marks__has_key=option.key)
    rest = "If you have voted, the rest" if ballot.secret else "The rest"
    words = [
        f"“{option.title}” was taken out: {option.withdrawn_why}",
        f"What was marked for it counts no more. {rest} of your vote counts as it is, and you can"
        f" change it until {day_and_time(ballot.closes_at)}.",
    ]
    asked = list(told.values_list("organisation_id", flat=True))
    headline = f"an option is gone from the vote on “{ballot.title}”"
    _tell(OPTION_GONE, ballot, headline, words, by, now, asked)


def asked_of(ballot: Ballot) -> list[int]:
    """The organisations that a ballot is put to: its electors, or those named by its rule before
    it opens.
    """
    found = list(ballot.electors.values_list("organisation_id", flat=True))
    if found or ballot.rule is None:
        return found
    uids = [one.uid for one in rule_of(ballot).electors]
    return list(Organisation.objects.filter(uid__in=uids).values_list("pk", flat=True))


def _tell(
    kind: str, ballot: Ballot, headline: str, words: list[str], by: Actor, now: datetime,
    asked: Iterable[int] | None = None,
) -> None:  # fmt: skip
    link = reverse("decisions:ballot", args=[ballot.cluster_id, ballot.pk])
    letter = news_of(
        ballot.cluster, kind, headline, words, link=link, about=subject_of(ballot)
    )  # fmt: skip
    people = people_of(asked_of(ballot) if asked is None else asked, now)
    tell_each(letter, people, by=by, now=now)


def _example(kind: str, headline: str, words: str) -> Letter:
    return Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="The Spinney",
        headline=headline, paragraphs=[words], link="/clusters/1/ballots/1/",
    )  # fmt: skip


def _kind(name: str, title: str, headline: str, words: str) -> None:
    add_kind(Kind(name, title, lambda: _example(name, headline, words)))


_kind(
    ANNOUNCED, "Votes that are coming", "a vote is coming: “What do we share first?”",
    "Voting opens on 12 March 2026, 9:00. You get a link when it opens.",
)  # fmt: skip
_kind(
    PUT_OFF, "Votes that were put off",
    "the vote on “What do we share first?” does not open as announced", "You are told when it is.",
)  # fmt: skip
_kind(
    LONGER, "More time to vote", "more time to vote on “What do we share first?”",
    "Voting closes on 12 March 2026, 17:00 now.",
)  # fmt: skip
_kind(
    OPTION_GONE, "Options taken out of a vote",
    "an option is gone from the vote on “What do we share first?”",
    "“A shared van” was taken out: the offer was taken back.",
)  # fmt: skip
_kind(
    TURNED, "When a vote decides, as not everybody agreed",
    "a vote decides now: “We share an HR worker”",
    "It was not agreed by everybody so far. By your rule a vote decides from today.",
)  # fmt: skip
