"""What is said about a clause: added, mended, taken away, brought back, settled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.agreements.actions.talking import Talk
from spinney.agreements.letters import review as letters
from spinney.agreements.models import Comment, OutsideReader, Version
from spinney.agreements.policies import review as rules
from spinney.agreements.states import CommentState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound, WrongState


@transaction.atomic
def add_comment(
    *,
    version: Version,
    text: str,
    clause: str = "",
    answers: Comment | None = None,
    reader: OutsideReader | None = None,
    by: Actor,
    now: datetime,
) -> Comment:
    """Say something about a clause, about the whole, or in answer to somebody. An answer to an
    answer stands in the same thread. What was settled is open again when somebody answers it.
    """
    talk = Talk("agreements.add_comment", version, by=by, now=now, reader=reader)
    rules.check_comment_words(text)
    talk.check_pace()
    first = _thread_of(answers, talk) if answers else None
    clause = first.clause if first else clause
    if first is None:
        rules.check_has_clause(talk.content, clause)
    comment = Comment.objects.create(
        about=version, clause=clause, answers=first, text=text.strip(), at=now, **talk.author
    )
    if first is not None and first.state == CommentState.SETTLED:
        first.state, first.settled_at, first.settled_by = CommentState.OPEN, None, ""
        first.save(update_fields=["state", "settled_at", "settled_by"])
    talk.note(comment, clause=clause, answers=first.pk if first else None)
    letters.was_said(comment, by=by, now=now)
    return comment


def _thread_of(answered: Comment, talk: Talk) -> Comment:
    """The first comment of the thread that an answer goes to. A reader from outside answers only
    in her own.
    """
    first = _held(answered.answers or answered)
    if first.about_id != talk.version.pk or first.removed_at is not None:
        raise NotFound("This comment is not there any more.")
    if talk.reader is not None and first.reader_id != talk.reader.pk:
        raise NotFound("This comment is not there any more.")
    return first


def _held(comment: Comment) -> Comment:
    """The comment as it is now, held until this transaction ends."""
    rows = Comment.objects.select_for_update(of=("self",))
    return rows.select_related("about__agreement__cluster", "answers").get(pk=comment.pk)


@transaction.atomic
def edit_comment(
    *,
    comment: Comment,
    text: str,
    reader: OutsideReader | None = None,
    by: Actor,
    now: datetime,
) -> Comment:
    """Mend what one has said oneself, within the hour."""
    comment = _held(comment)
    talk = Talk("agreements.edit_comment", comment.about, by=by, now=now, reader=reader)
    rules.check_own(comment, by, reader)
    rules.check_can_edit(comment, now)
    rules.check_comment_words(text)
    comment.text = text.strip()
    comment.version += 1
    comment.save(update_fields=["text", "version"])
    talk.note(comment, clause=comment.clause, version=comment.version)
    return comment


@transaction.atomic
def remove_comment(
    *, comment: Comment, reader: OutsideReader | None = None, by: Actor, now: datetime
) -> Comment:
    """Take away what one has said oneself. Answers to it stay."""
    comment = _held(comment)
    talk = Talk("agreements.remove_comment", comment.about, by=by, now=now, reader=reader)
    rules.check_own(comment, by, reader)
    if comment.removed_at is not None:
        raise WrongState("This comment was taken away already.")
    comment.removed_at = now
    comment.version += 1
    comment.save(update_fields=["removed_at", "version"])
    talk.note(comment, clause=comment.clause)
    return comment


@transaction.atomic
def restore_comment(
    *, comment: Comment, reader: OutsideReader | None = None, by: Actor, now: datetime
) -> Comment:
    """Bring back what one has taken away."""
    comment = _held(comment)
    talk = Talk("agreements.restore_comment", comment.about, by=by, now=now, reader=reader)
    rules.check_own(comment, by, reader)
    rules.check_can_restore(comment, now)
    comment.removed_at = None
    comment.version += 1
    comment.save(update_fields=["removed_at", "version"])
    talk.note(comment, clause=comment.clause)
    return comment


@transaction.atomic
def settle_comment(*, comment: Comment, by: Actor, now: datetime) -> Comment:
    """Say that what was said is dealt with: whoever writes the agreement, or whoever said it."""
    comment = _held(comment)
    talk = Talk("agreements.settle_comment", comment.about, by=by, now=now)
    rules.check_settles(comment, by)
    rules.check_comment_becomes(comment, CommentState.SETTLED)
    comment.state, comment.settled_at = CommentState.SETTLED, now
    comment.settled_by = by.label
    comment.version += 1
    comment.save(update_fields=["state", "settled_at", "settled_by", "version"])
    talk.note(comment, clause=comment.clause)
    return comment


@transaction.atomic
def reopen_comment(*, comment: Comment, by: Actor, now: datetime) -> Comment:
    """Say that it is not dealt with after all."""
    comment = _held(comment)
    talk = Talk("agreements.reopen_comment", comment.about, by=by, now=now)
    rules.check_settles(comment, by)
    rules.check_comment_becomes(comment, CommentState.OPEN)
    comment.state, comment.settled_at, comment.settled_by = CommentState.OPEN, None, ""
    comment.version += 1
    comment.save(update_fields=["state", "settled_at", "settled_by", "version"])
    talk.note(comment, clause=comment.clause)
    return comment
