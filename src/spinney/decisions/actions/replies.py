"""Votes that come as answers to the e-mail: counted, confirmed by return mail, undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.decisions import policies
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.ballot_box import Cast, Hand, Marked, put_open, strike
from spinney.decisions.bridge.reading_replies import read_vote
from spinney.decisions.engine.replies import FAULTS, Read
from spinney.decisions.letters import replies as letters
from spinney.decisions.models import Ballot, Elector, Proxy, Reply, Vote
from spinney.decisions.policies import replies as rules
from spinney.decisions.policies.voting import check_takes_votes, closed_words, takes_votes
from spinney.decisions.queries.replies import actor_of, voter_of
from spinney.decisions.states import ReplyState, VotedHow

WRONG_ADDRESS, SECRET, CLOSED, NOT_TAKEN = "wrong_address", "secret", "closed", "not_taken"
TELLS_THE_SENDER = (
    "This ballot is secret, and a mail tells who sent it. Vote by the link: nobody sees what you"
    " vote there."
)


@dataclass(frozen=True)
class Came:
    """A mail: its sender's address, its words, and its number (see `base.post.incoming.mail`).
    Neither address nor words are kept.
    """

    sender: str = field(repr=False)
    text: str = field(repr=False)
    number: str = ""


@transaction.atomic
def take_reply(*, elector: Elector, came: Came, by: Actor, now: datetime) -> Reply | None:
    """Count an answer to the letter of an elector as its vote, if it comes from the address of
    somebody who may vote for it and says clearly what; either way its sender is told by return
    mail. None for a mail that was taken before: the same mail counts once.
    """
    ballot = elector.ballot
    require(policies.MAY, "take_reply", by=by, scope=ballot.scope)
    reply, is_new = Reply.objects.get_or_create(
        message=came.number,
        defaults={
            "ballot": ballot, "elector": elector, "state": ReplyState.REFUSED, "received_at": now,
        },
    )  # fmt: skip
    if not is_new:
        return None
    # Held from here on, so that the vote before is that which the mail takes the place of.
    Elector.objects.select_for_update().get(pk=elector.pk)
    person = voter_of(came.sender, elector, localdate(now))
    if person is None:
        _refuse(reply, WRONG_ADDRESS, by, now)
        letters.not_from_here(came.sender, by=by, now=now)
        return reply
    fault, words = _in_the_way(ballot, now)
    if fault:
        return _say_no(reply, person, fault, words, by, now)
    read = read_vote(ballot, came.text)
    if read.fault:
        return _say_no(reply, person, read.fault, FAULTS[read.fault], by, now)
    before = _kept(elector)
    try:
        with transaction.atomic():
            cast = _cast(elector, read, person, now)
    except SpinneyError as problem:
        return _say_no(reply, person, NOT_TAKEN, str(problem), by, now)
    reply.state, reply.before = ReplyState.TAKEN, before
    reply.save(update_fields=["state", "before"])
    _note(reply, by, now)
    letters.counted(reply, person, again=cast.again, by=by, now=now)
    return reply


def _in_the_way(ballot: Ballot, now: datetime) -> tuple[str, str]:
    """Why no mail can count in a ballot now, as a code and in words."""
    if not takes_votes(ballot, now):
        return CLOSED, f"{closed_words(ballot)} Your answer came after that, and was not counted."
    return (SECRET, TELLS_THE_SENDER) if ballot.secret else ("", "")


def _cast(elector: Elector, read: Read, person: Person, now: datetime) -> Cast:
    return cast_vote(
        ballot=elector.ballot, organisation_id=elector.organisation_id, marks=read.marks,
        says=read.voice, reason=read.reason, how=VotedHow.REPLY,
        by=actor_of(person, elector, localdate(now)), now=now,
    )  # fmt: skip


def _say_no(
    reply: Reply, person: Person, fault: str, words: str, by: Actor, now: datetime
) -> Reply:
    _refuse(reply, fault, by, now)
    letters.not_counted(reply, person, words, by=by, now=now)
    return reply


def _refuse(reply: Reply, fault: str, by: Actor, now: datetime) -> None:
    reply.fault = fault
    reply.save(update_fields=["fault"])
    _note(reply, by, now)


def _note(reply: Reply, by: Actor, now: datetime) -> None:
    """Record what became of a mail: never its words, nor where it came from."""
    ballot = reply.ballot
    if ballot is None:
        return
    record(
        "decisions.take_reply", by=by, on=reply, at=now, scope=ballot.scope, title=ballot.title,
        counted=reply.state == ReplyState.TAKEN, fault=reply.fault,
    )  # fmt: skip


def _kept(elector: Elector) -> dict[str, Any] | None:
    """The vote of an elector as it is now, so that it can be put back."""
    vote = Vote.objects.filter(elector=elector).first()
    if vote is None:
        return None
    return {
        "marks": vote.marks, "says": vote.says, "reason": vote.reason, "how": vote.how,
        "person": vote.person_id, "proxy": vote.proxy_id,
    }  # fmt: skip


@transaction.atomic
def undo_reply(*, reply: Reply, by: Actor, now: datetime) -> bool:
    """Take the vote that came by a mail out again, and put back the one before it; returns whether
    there was one. Until voting closes, and as long as nobody has changed the vote since.
    """
    ballot, elector = reply.ballot, reply.elector
    if ballot is None or elector is None:
        raise ValueError("A reply that was counted has its ballot and its elector.")
    require(policies.MAY, "undo_reply", by=by, scope=ballot.scope, subject=subject_of(reply))
    held = Elector.objects.select_for_update(of=("self",)).select_related("organisation")
    elector = held.get(pk=elector.pk)
    ballot = Ballot.objects.select_related("cluster").get(pk=ballot.pk)
    reply = Reply.objects.get(pk=reply.pk)
    check_takes_votes(ballot, now)
    rules.check_can_be_undone(reply, elector)
    strike(ballot, elector)
    put_back = _put_back(elector, reply.before, now)
    reply.state, reply.undone_at = ReplyState.UNDONE, now
    reply.save(update_fields=["state", "undone_at"])
    record(
        "decisions.undo_reply", by=by, on=reply, at=now, scope=ballot.scope, title=ballot.title,
        organisation=elector.organisation.name,
    )  # fmt: skip
    return put_back


def _put_back(elector: Elector, before: dict[str, Any] | None, now: datetime) -> bool:
    """Write the vote that was there before; one by a proxy that has ended since is not put back."""
    if before is None:
        return False
    proxy = Proxy.objects.filter(pk=before["proxy"] or 0, ended_at=None).first()
    if before["proxy"] is not None and proxy is None:
        return False
    hand = Hand(VotedHow(before["how"]), before["person"], proxy)
    marked = Marked(before["marks"], before["says"], before["reason"])
    put_open(elector, None, marked, hand, now)
    return True
