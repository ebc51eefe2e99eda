"""Return mail: what was counted of an answer to the e-mail, or why nothing was. They go at once,
whatever somebody wants by mail, and to no machine (see `base.post.incoming`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.urls import reverse

from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.models import Message
from spinney.base.post.senders import one_line
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day_and_time
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters.answering import answer_words
from spinney.decisions.letters.voting import ends_at, errand_of, reference_of
from spinney.decisions.models import Ballot, Reply, Vote
from spinney.decisions.policies.voting import takes_votes
from spinney.decisions.queries.replies import UNDO
from spinney.decisions.queries.vote_words import lines_of, option_words

COUNTED = "decisions.reply_counted"
NOT_COUNTED = "decisions.reply_not_counted"
NOT_FROM_HERE = "decisions.reply_not_from_here"
RIGHT = "If this is what you meant, there is nothing for you to do."
NOT_NOW = "If you do not want to vote, there is nothing for you to do."
MOST_A_DAY = 10
"""So many answers of each kind an address gets in a day, so that no two machines go on for ever."""


def counted(reply: Reply, person: Person, *, again: bool, by: Actor, now: datetime) -> None:
    """Confirm what was counted, with a link that undoes it (unless nothing was changed)."""
    ballot, elector = reply.ballot, reply.elector
    if ballot is None or elector is None or _had_enough(person.email, COUNTED, now):
        return
    vote = Vote.objects.get(elector=elector)
    lines = [f"{what}: {mark}." for what, mark in lines_of(ballot, vote.marks, vote.says)]
    if vote.reason:
        lines.append("The reason that you gave is kept with it.")
    until = f"You can vote anew until {day_and_time(ballot.closes_at)}: answer this e-mail."
    said = "You had voted the same before, and it counts once." if again else ""
    letter = _counted(
        ballot.scope, one_line(ballot.cluster.name), f"{_matter(ballot)} {reference_of(elector)}"
    )
    letter = replace(
        letter, about=subject_of(reply),
        paragraphs=[one_line(one) for one in (said, *lines, until) if one],
    )  # fmt: skip
    if again:
        told = replace(
            letter, deed="", minutes=0, say_no="",
            link=reverse("decisions:ballot", args=[ballot.cluster_id, ballot.pk]),
        )  # fmt: skip
        outbox.tell(told, to=person, by=by, now=now)
        return
    errand = Errand(UNDO, subject_of(reply), ballot.scope, minutes=1)
    outbox.ask(
        letter, errand, to=person, by=by, now=now, expires_at=ends_at(ballot) or now,
        organisation_id=elector.organisation_id,
    )  # fmt: skip


def not_counted(reply: Reply, person: Person, words: str, *, by: Actor, now: datetime) -> None:
    """Say why nothing was counted, and how to vote: by the link, or by answering again."""
    ballot, elector = reply.ballot, reply.elector
    if ballot is None or elector is None or _had_enough(person.email, NOT_COUNTED, now):
        return
    is_open = takes_votes(ballot, now)
    letter = _not_counted(
        ballot.scope, one_line(ballot.cluster.name), f"{_matter(ballot)} {reference_of(elector)}"
    )
    again = is_open and not ballot.secret
    letter = replace(
        letter, about=subject_of(reply),
        paragraphs=[one_line(one) for one in (words, *(how_to_answer(ballot) if again else ()))],
    )  # fmt: skip
    if not is_open:
        told = replace(
            letter, deed="", minutes=0, say_no="",
            link=reverse("decisions:ballot", args=[ballot.cluster_id, ballot.pk]),
        )  # fmt: skip
        outbox.tell(told, to=person, by=by, now=now)
        return
    errand = errand_of(ballot)
    outbox.ask(
        replace(letter, minutes=errand.minutes), errand, to=person, by=by, now=now,
        expires_at=ends_at(ballot) or now, organisation_id=elector.organisation_id,
    )  # fmt: skip


def not_from_here(sender: str, *, by: Actor, now: datetime) -> None:
    """Say that nothing was counted, to an address that may not vote there; and nothing else."""
    if not sender or _had_enough(sender, NOT_FROM_HERE, now):
        return
    outbox.tell(_not_from_here(), to=sender, by=by, now=now)


def how_to_answer(ballot: Ballot) -> list[str]:
    """What to write in an answer, and the numbers of what there is to choose from."""
    way = WAYS[ballot.way]
    asked = f"Open the link, or answer this e-mail with {answer_words(way)}."
    if not way.has_options:
        return [
            *(f"{number}. {one.label}" for number, one in enumerate(way.voices, start=1)), asked,
        ]  # fmt: skip
    live = [one for one in ballot.options.all() if one.withdrawn_at is None]
    return [*(str(option_words(one)) for one in live), asked]


def _matter(ballot: Ballot) -> str:
    return f"“{one_line(ballot.title)}”"


def _had_enough(address: str, kind: str, now: datetime) -> bool:
    sent = Message.objects.filter(
        email=address.lower(), kind=kind, made_at__gt=now - timedelta(days=1)
    )
    return sent.count() >= MOST_A_DAY


def _counted(scope: Scope, place: str, matter: str) -> Letter:
    return Letter(
        kind=COUNTED, scope=scope, place=place, asker=place,
        headline=f"we counted your vote: {matter}",
        paragraphs=["2. Shared ICT: Yes."], deed="Undo it", minutes=1, say_no=RIGHT,
    )  # fmt: skip


def _not_counted(scope: Scope, place: str, matter: str) -> Letter:
    return Letter(
        kind=NOT_COUNTED, scope=scope, place=place, asker=place,
        headline=f"your answer was not counted: {matter}",
        paragraphs=["We found no number in your mail. Answer with the number of an option."],
        deed="Vote", minutes=2, say_no=NOT_NOW,
    )  # fmt: skip


def _not_from_here() -> Letter:
    return Letter(
        kind=NOT_FROM_HERE, scope=SITE, place="Spinney", asker="Spinney",
        headline="your mail was not counted",
        paragraphs=[
            "It did not come from the address to which we wrote. Answer from that address, or open"
            " the link in our e-mail. If you did not write to us, there is nothing for you to do."
        ],
    )  # fmt: skip


PLACE = Scope("cluster", 1)
_ALWAYS = {"may_be_refused": False}
add_kind(
    Kind(
        COUNTED, "What was counted of your answers",
        lambda: _counted(PLACE, "The Spinney", "“Our first project”"), **_ALWAYS,
    )
)  # fmt: skip
add_kind(
    Kind(
        NOT_COUNTED, "Answers of yours that could not be counted",
        lambda: _not_counted(PLACE, "The Spinney", "“Our first project”"), **_ALWAYS,
    )
)  # fmt: skip
add_kind(Kind(NOT_FROM_HERE, "Answers from another address", _not_from_here, **_ALWAYS))
