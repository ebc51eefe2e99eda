"""Other words for a clause: proposed, compared word by word, taken over or not."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import proposed_words as actions
from spinney.agreements.engine.content import Content
from spinney.agreements.forms.review import DeclineForm, WordsForm
from spinney.agreements.models import ProposedWords
from spinney.agreements.policies import review as rules
from spinney.agreements.policies.drafting import check_drafts, drafts
from spinney.agreements.queries import differences, review, typed_words
from spinney.agreements.states import VersionState, WordsState
from spinney.agreements.views.review import inside
from spinney.agreements.views.seat import Seat, place_of
from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say

TONES = {
    WordsState.OPEN: Tone.WAITS,
    WordsState.TAKEN: Tone.GO,
    WordsState.NOT_TAKEN: Tone.QUIET,
    WordsState.WITHDRAWN: Tone.QUIET,
}


def status_of(words: ProposedWords) -> Status:
    """How proposed words stand."""
    return Status(words.get_state_display(), TONES[WordsState(words.state)])


def propose_page(seat: Seat) -> HttpResponse:
    """Propose other words for a clause, prefilled with its own; or a clause more."""
    key = seat.request.GET.get("clause", "")
    content = Content.from_json(seat.reader.content if seat.reader else seat.version.content)
    rules.check_has_clause(content, key)
    clause = content.clause(key) if key else None
    names = typed_words.gap_names(content)
    used = {gap: name for gap, name in names.items() if clause and f"{{{gap}}}" in clause.text}
    initial = (
        {"heading": clause.heading, "text": typed_words.as_typed(clause, names)} if clause else {}
    )
    form = WordsForm(
        posted(seat.request), initial=initial, is_new=clause is None, gaps=used.values()
    )
    done = attempt(
        seat.request, form,
        lambda: actions.propose_words(
            version=seat.version, clause=key,
            words=form.said(typed_words.from_typed(form.cleaned_data["text"], names)),
            why=form.cleaned_data["why"], reader=seat.reader, by=seat.request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return seat.back("words", place=place_of(done.clause if clause else "-"))
    title = "Propose other words" if clause else "Propose a clause"
    context = {
        "form": form, "clause": clause, "deed": "Propose it",
        "gaps": typed_words.gap_words(seat.version, content, used), **seat.around(title),
    }  # fmt: skip
    return render(seat.request, "agreements/propose_words.html", context)


def words_page(seat: Seat, pk: int) -> HttpResponse:
    """Proposed words beside the clause, word by word; what became of them."""
    words = review.get_words(seat.agreement, pk, seat.reader)
    shown = differences.proposal_of(words, seat.reader)
    actor = seat.request.actor
    is_draft = words.about.state == VersionState.DRAFT
    context = {
        "words": words,
        "shown": shown,
        "status": status_of(words),
        "who": review.who_said(words, outside=seat.is_outside),
        "what": review.what_is_proposed(words),
        "read": rules.mark_of_clause(shown.present),
        "is_open": is_draft and words.state == WordsState.OPEN,
        "may_decide": is_draft and not seat.is_outside and drafts(actor, seat.agreement),
        "is_mine": rules.is_own(words, actor, seat.reader),
        "discuss_url": seat.url("add-comment", clause=words.clause) if shown.is_there else "",
        **seat.around(review.what_is_proposed(words)),
    }
    return render(seat.request, "agreements/proposed_words.html", context)


def take_back_deed(seat: Seat, pk: int) -> HttpResponse:
    """Take one's proposal back."""
    words = review.get_words(seat.agreement, pk, seat.reader)
    actions.take_back_words(words=words, reader=seat.reader, by=seat.request.actor, now=now())
    return seat.back("taken-back")


@guard(policies, "propose_words", scope="cluster")
def propose_words(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Propose other words, or a clause more."""
    return propose_page(inside(request, cluster_id, agreement_id))


@guard(policies, "proposed_words", scope="cluster")
@require_safe
def proposed_words(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """What somebody proposed."""
    return words_page(inside(request, cluster_id, agreement_id), pk)


@guard(policies, "take_back_words", scope="cluster")
@require_POST
def take_back_words(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Take one's proposal back."""
    return take_back_deed(inside(request, cluster_id, agreement_id), pk)


@guard(policies, "take_words", scope="cluster")
@require_POST
def take_words(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Take proposed words over into the draft."""
    seat = inside(request, cluster_id, agreement_id)
    words = review.get_words(seat.agreement, pk)
    try:
        actions.take_words(
            words=words, read=request.POST.get("read", ""), by=request.actor, now=now()
        )
    except ChangedMeanwhile as changed:
        say(request, str(changed), tone=Tone.WAITS)
        return redirect(seat.url("proposed-words", pk))
    undo = seat.url("reopen-words", pk)
    say(request, "The words are taken over into the draft.", undo_url=undo)
    return redirect(seat.url("review"))


@guard(policies, "decline_words", scope="cluster")
def decline_words(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Say why proposed words are not taken over."""
    seat = inside(request, cluster_id, agreement_id)
    check_drafts(request.actor, seat.agreement)
    words = review.get_words(seat.agreement, pk)
    form = DeclineForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.decline_words(
            words=words, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "They were told why.", undo_url=seat.url("reopen-words", pk))
        return redirect(seat.url("review"))
    context = {
        "form": form, "words": words, "deed": "Tell them",
        **seat.around("Do not take the words over"),
    }  # fmt: skip
    return render(request, "agreements/decline_words.html", context)


@guard(policies, "reopen_words", scope="cluster")
@require_POST
def reopen_words(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Think about proposed words again."""
    seat = inside(request, cluster_id, agreement_id)
    words = review.get_words(seat.agreement, pk)
    actions.reopen_words(words=words, by=request.actor, now=now())
    say(request, "The proposal is open again. The clause is as it was.")
    return redirect(seat.url("proposed-words", pk))
