"""Who may do what with comments, words proposed, differences, readers from outside; and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.models import Comment, OutsideReader, ProposedWords, Version
from spinney.agreements.policies.drafting import LONGEST_CLAUSE, LONGEST_HEADING, drafts
from spinney.agreements.states import NEXT, CommentState, ReaderState, VersionState, WordsState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.canonical import sha256
from spinney.base.kernel.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    TooMany,
    WrongState,
)
from spinney.base.web.components.words import day

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER, Role.VOTER})
EVERYBODY_IN_IT = INSIDE | {Role.OBSERVER}
OUTSIDE = frozenset({Role.GUEST})

MAY: dict[str, frozenset[Role]] = {
    "review": EVERYBODY_IN_IT,
    "add_comment": EVERYBODY_IN_IT | OUTSIDE,
    "edit_comment": EVERYBODY_IN_IT | OUTSIDE,
    "remove_comment": EVERYBODY_IN_IT | OUTSIDE,
    "restore_comment": EVERYBODY_IN_IT | OUTSIDE,
    "settle_comment": EVERYBODY_IN_IT,
    "reopen_comment": EVERYBODY_IN_IT,
    "propose_words": EVERYBODY_IN_IT | OUTSIDE,
    "proposed_words": EVERYBODY_IN_IT,
    "take_back_words": EVERYBODY_IN_IT | OUTSIDE,
    "take_words": INSIDE,
    "decline_words": INSIDE,
    "reopen_words": INSIDE,
    "differences": EVERYBODY_IN_IT,
    "outside_readers": INSIDE,
    "outside_reader": INSIDE,
    "ask_outside_reader": INSIDE,
    "renew_outside_reader": INSIDE,
    "withdraw_outside_reader": INSIDE,
    "read_from_outside": OUTSIDE,
    "give_verdict": OUTSIDE,
}
"""Supporters and observers take part only in agreements that they are a party of: they see no
others.
"""

EDIT_MINUTES = 60
"""So long somebody may mend what she has said; after that others may have answered it."""
UNDO_DAYS = 30
LONGEST_COMMENT = 4000
MOST_AN_HOUR = 60
"""So many comments and proposals at the most from one person in an hour."""
MOST_READERS_A_DAY = 20
MOST_DAYS_TO_READ = 180
DAYS_TO_READ = 21


# Talking it over ------------------------------------------------------------------------------


def check_is_talked_over(version: Version) -> None:
    """Raise WrongState unless the words can still change: what is said then changes something."""
    if version.state == VersionState.DRAFT:
        return
    raise WrongState(
        "The words are fixed now, so there is nothing to comment on. What was said stays to be"
        " read."
    )


def check_has_clause(content: Content, key: str) -> None:
    """Raise NotFound unless there is such a clause ("" is the whole)."""
    if key and content.clause(key) is None:
        raise NotFound("This clause is not there any more. Go back and choose another.")


def check_comment_words(text: str) -> None:
    """Raise BadInput for a comment that says nothing, or too much."""
    if not text.strip():
        told = "Write what you want to say."
    elif len(text) > LONGEST_COMMENT:
        told = f"Make it shorter: there is room for {LONGEST_COMMENT:,} letters."
    else:
        return
    raise BadInput(told, {"text": [told]})


def is_own(said: Comment | ProposedWords, by: Actor, reader: OutsideReader | None) -> bool:
    """Whether the actor said it herself."""
    if reader is not None:
        return said.reader_id == reader.pk
    return said.person_id is not None and said.person_id == by.person_id


def check_own(said: Comment | ProposedWords, by: Actor, reader: OutsideReader | None) -> None:
    """Raise NotAllowed to everybody but whoever said it."""
    if not is_own(said, by, reader):
        raise NotAllowed("Only whoever wrote this can change it.")


def can_still_edit(comment: Comment, now: datetime) -> bool:
    """Whether a comment is so new that its author may mend it."""
    return now - comment.at <= timedelta(minutes=EDIT_MINUTES)


def check_can_edit(comment: Comment, now: datetime) -> None:
    """Raise WrongState when it was said too long ago, or taken away."""
    if comment.removed_at is not None:
        raise WrongState("This was taken away. Bring it back first.")
    if not can_still_edit(comment, now):
        raise WrongState(
            "This was written more than an hour ago, and others may have answered it. Add another"
            " comment to say what you mean now."
        )


def check_can_restore(comment: Comment, now: datetime) -> None:
    """Raise WrongState unless it was taken away, not too long ago."""
    if comment.removed_at is None:
        raise WrongState("This comment is there, so it need not be brought back.")
    if now - comment.removed_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was taken away more than {UNDO_DAYS} days ago.")


def may_settle(comment: Comment, by: Actor) -> bool:
    """Whoever writes the agreement settles what is said about it; so does whoever said it."""
    return drafts(by, comment.about.agreement) or is_own(comment, by, None)


def check_settles(comment: Comment, by: Actor) -> None:
    """Raise NotAllowed to others; WrongState for an answer, which goes with what it answers."""
    if not may_settle(comment, by):
        raise NotAllowed("Whoever writes the agreement, or whoever said this, can settle it.")
    if comment.answers_id is not None:
        raise WrongState("An answer is settled with the comment that it answers.")


def check_comment_becomes(comment: Comment, state: CommentState) -> None:
    """Raise WrongState unless a comment may come to that state."""
    if state not in NEXT[CommentState][comment.state]:
        raise WrongState(f"This is already “{comment.get_state_display().lower()}”.")


def check_pace(said_lately: int) -> None:
    """Raise TooMany for somebody who has said very much within the hour."""
    if said_lately >= MOST_AN_HOUR:
        raise TooMany("You have said very much in an hour. Go on a little later.")


# Other words ----------------------------------------------------------------------------------


def check_proposal(heading: str, text: str, before: Clause | None) -> None:
    """Raise BadInput for words that cannot stand in a clause, or that change nothing. No text
    proposes to leave a clause out.
    """
    told: dict[str, list[str]] = {}
    if not heading:
        told["heading"] = ["Give the clause a heading."]
    elif len(heading) > LONGEST_HEADING:
        told["heading"] = [f"Make the heading shorter: there is room for {LONGEST_HEADING}."]
    if not text and before is None:
        told["text"] = ["Write what the clause should say."]
    elif len(text) > LONGEST_CLAUSE:
        told["text"] = [f"Make it shorter: there is room for {LONGEST_CLAUSE:,} letters."]
    elif before is not None and (heading, text) == (before.heading, before.text):
        told["text"] = ["These are the words as they stand. Change what you would say otherwise."]
    if told:
        raise BadInput(" ".join(one for words in told.values() for one in words), told)


def check_words_become(words: ProposedWords, state: WordsState) -> None:
    """Raise WrongState unless proposed words may come to that state."""
    if state not in NEXT[WordsState][words.state]:
        raise WrongState(f"These words are already “{words.get_state_display().lower()}”.")


def mark_of_clause(clause: Clause | None) -> str:
    """What tells whether a clause is as somebody read it."""
    return sha256(clause.to_json())[:16] if clause else "none"


def check_as_read(clause: Clause | None, read: str) -> None:
    """Raise ChangedMeanwhile unless the clause is as whoever decides has read it."""
    if read and read != mark_of_clause(clause):
        raise ChangedMeanwhile(
            "Somebody changed this clause while you were reading. Compare the words again, then"
            " decide.",
            {},
        )


def check_reason(why: str) -> None:
    """Raise BadInput unless whoever proposed the words is told why they are not taken over."""
    if not why.strip():
        told = "Say why, so that whoever proposed them knows what to do next."
        raise BadInput(told, {"why": [told]})


# Readers from outside -------------------------------------------------------------------------


def check_reading_day(until: date, today: date) -> None:
    """Raise BadInput unless the last day for reading is ahead, and not too far."""
    days = (until - today).days
    if days < 1:
        told = "Choose a day after today."
    elif days > MOST_DAYS_TO_READ:
        told = f"Choose a day within the next {MOST_DAYS_TO_READ} days."
    else:
        return
    raise BadInput(told, {"until": [told]})


def check_readers_pace(asked_today: int) -> None:
    """Raise TooMany for a cluster that has sent very many links today."""
    if asked_today >= MOST_READERS_A_DAY:
        raise TooMany(f"You can ask {MOST_READERS_A_DAY} readers a day. Ask the next tomorrow.")


def check_reader_becomes(reader: OutsideReader, state: ReaderState) -> None:
    """Raise WrongState unless a reader may come to that state."""
    if state not in NEXT[ReaderState][reader.state]:
        raise WrongState(f"This reader is already “{reader.get_state_display().lower()}”.")


def reads_still(reader: OutsideReader, today: date) -> bool:
    """Whether a reader from outside may read today."""
    return reader.state != ReaderState.WITHDRAWN and today <= reader.until


def check_reads(reader: OutsideReader, today: date) -> None:
    """Raise NotFound once a reader may read no longer."""
    if not reads_still(reader, today):
        raise NotFound(
            "You were asked to read this no longer."
            if reader.state == ReaderState.WITHDRAWN
            else f"You could read this until {day(reader.until)}. Ask whoever sent it."
        )


def check_says(reader: OutsideReader, today: date) -> None:
    """Raise NotAllowed to a reader from outside who was asked only to read."""
    check_reads(reader, today)
    if not reader.may_comment:
        raise NotAllowed("You were asked to read this, not to comment on it.")
    check_is_talked_over(reader.reads)
