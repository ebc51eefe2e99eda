"""Talking an agreement over, clause by clause: comments, answers, settled and open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import comments as actions
from spinney.agreements.forms.review import CommentForm
from spinney.agreements.models import Comment
from spinney.agreements.policies import review as rules
from spinney.agreements.queries import review as queries
from spinney.agreements.queries.agreements import check_reads
from spinney.agreements.states import CommentState
from spinney.agreements.views.around import agreement_in
from spinney.agreements.views.seat import Seat, place_of
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say

SHOWN = {"all": "All clauses", "open": "With something open", "new": "With something new"}


def inside(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> Seat:
    """The seat of somebody inside. Raises NotFound to whoever may not see the agreement."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    number = request.GET.get("number", "")
    version = queries.talked_over(agreement, int(number) if number.isdecimal() else None)
    check_reads(request.actor, version)
    return Seat(request, version)


def clauses_page(seat: Seat, template: str, **more: object) -> HttpResponse:
    """All clauses with what is said about each; narrowed to those with something open or new."""
    moment, number = now(), seat.request.GET.get("number", "")
    looking = queries.Looking(seat.request.actor, moment, seat.since(), seat.reader)
    found = queries.discussion_of(seat.version, looking)
    chosen = seat.request.GET.get("show", "all")
    clauses = [
        one
        for one in found.clauses
        if chosen not in ("open", "new") or (one.open_count if chosen == "open" else one.new_count)
    ]
    if chosen != "new":
        seat.looked(moment)
    counts = {"all": 0, "open": found.open_count, "new": found.new_count}
    context = {
        "found": found,
        "clauses": clauses,
        "chosen": chosen if chosen in SHOWN else "all",
        "filters": [
            (key, words, counts[key], seat.url("review", show=key, number=number))
            for key, words in SHOWN.items()
            if key == "all" or counts[key] or key == chosen
        ],
        "earlier": [] if seat.is_outside else queries.said_before(seat.version),
        **seat.around(""),
        **more,
    }
    return render(seat.request, template, context)


@guard(policies, "review", scope="cluster")
@require_safe
def review(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """What is said about an agreement, clause by clause."""
    return clauses_page(inside(request, cluster_id, agreement_id), "agreements/review.html")


def comment_page(seat: Seat) -> HttpResponse:
    """Say something about a clause, or answer somebody."""
    answered = _answered(seat)
    clause = answered.clause if answered else seat.request.GET.get("clause", "")
    label = "What do you answer?" if answered else ""
    form = CommentForm(posted(seat.request), label=label)
    done = attempt(
        seat.request, form,
        lambda: actions.add_comment(
            version=seat.version, text=form.cleaned_data["text"], clause=clause, answers=answered,
            reader=seat.reader, by=seat.request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return seat.back("comment", place=place_of(clause))
    shown = _clause(seat, clause)
    title = "Answer" if answered else "Comment"
    context = {
        "form": form, "clause": shown, "answered": answered, "deed": "Send",
        "who": queries.who_said(answered, outside=seat.is_outside) if answered else "",
        **seat.around(title),
    }  # fmt: skip
    return render(seat.request, "agreements/add_comment.html", context)


def _answered(seat: Seat) -> Comment | None:
    number = seat.request.GET.get("answers", "")
    if not number:
        return None
    if not number.isdecimal():
        raise NotFound("There is no such comment here.")
    return queries.get_comment(seat.version, int(number), seat.reader)


def _clause(seat: Seat, key: str) -> queries.ClauseTalk | None:
    """The clause that is spoken of, as it reads; None for the whole, or one that is not there."""
    looking = queries.Looking(seat.request.actor, now(), None, seat.reader)
    found = queries.discussion_of(seat.version, looking)
    return next((one for one in found.clauses if one.key == key and key), None)


def edit_page(seat: Seat, pk: int) -> HttpResponse:
    """Mend what one has said."""
    comment = queries.get_comment(seat.version, pk, seat.reader)
    rules.check_own(comment, seat.request.actor, seat.reader)
    form = CommentForm(posted(seat.request), initial={"text": comment.text})
    done = attempt(
        seat.request, form,
        lambda: actions.edit_comment(
            comment=comment, text=form.cleaned_data["text"], reader=seat.reader,
            by=seat.request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return seat.back("mended", place=place_of(comment.clause))
    context = {"form": form, "deed": "Save", **seat.around("Change your comment")}
    return render(seat.request, "agreements/edit_comment.html", context)


def remove_deed(seat: Seat, pk: int) -> HttpResponse:
    """Take one's comment away, with a way back."""
    comment = queries.get_comment(seat.version, pk, seat.reader)
    actions.remove_comment(comment=comment, reader=seat.reader, by=seat.request.actor, now=now())
    return seat.back("removed", undo=pk)


def restore_deed(seat: Seat, pk: int) -> HttpResponse:
    """Bring one's comment back."""
    comment = queries.get_comment(seat.version, pk, seat.reader)
    actions.restore_comment(comment=comment, reader=seat.reader, by=seat.request.actor, now=now())
    return seat.back("restored", place=place_of(comment.clause))


@guard(policies, "add_comment", scope="cluster")
def add_comment(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Comment on a clause, or on the whole."""
    return comment_page(inside(request, cluster_id, agreement_id))


@guard(policies, "edit_comment", scope="cluster")
def edit_comment(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Mend one's own comment."""
    return edit_page(inside(request, cluster_id, agreement_id), pk)


@guard(policies, "remove_comment", scope="cluster")
@require_POST
def remove_comment(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Take one's own comment away."""
    return remove_deed(inside(request, cluster_id, agreement_id), pk)


@guard(policies, "restore_comment", scope="cluster")
@require_POST
def restore_comment(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Bring one's own comment back."""
    return restore_deed(inside(request, cluster_id, agreement_id), pk)


@guard(policies, "settle_comment", scope="cluster")
@require_POST
def settle_comment(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Say that a comment is dealt with."""
    seat = inside(request, cluster_id, agreement_id)
    comment = queries.get_comment(seat.version, pk)
    actions.settle_comment(comment=comment, by=request.actor, now=now())
    say(request, "The comment is settled.", undo_url=seat.url("reopen-comment", pk))
    return redirect(seat.url("review"))


@guard(policies, "reopen_comment", scope="cluster")
@require_POST
def reopen_comment(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Say that a comment is not dealt with after all."""
    seat = inside(request, cluster_id, agreement_id)
    comment = queries.get_comment(seat.version, pk)
    actions.reopen_comment(comment=comment, by=request.actor, now=now())
    say(request, f"The comment is {CommentState.OPEN.label.lower()} again.")
    return redirect(seat.url("review") + f"#{place_of(comment.clause)}")
