"""The questions of a draft, one at a time: saved at every step, back, on, and later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.agreements import policies
from spinney.agreements.actions import drafting as actions
from spinney.agreements.bridge.marks import mark_of
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.forms.drafting import QuestionForm
from spinney.agreements.forms.terms import Offers, TermForm, form_for
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries import questions as ask
from spinney.agreements.queries.drafting import content_of
from spinney.agreements.views.around import agreement_url, around
from spinney.agreements.views.drafting import draft_in, draft_url, read_anew, undo_of
from spinney.agreements.views.gaps import step_url
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Steps
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say


class _Place:
    """Where somebody is in the questions of a draft. Raises NotFound for what it does not ask."""

    def __init__(
        self, request: SpinneyRequest, found: Agreement, version: Version, key: str
    ) -> None:
        self.request, self.agreement, self.version = request, found, version
        self.content: Content = content_of(version)
        self.wording: Wording | None = wordings().get(self.content.wording)
        walk = ask.walk_to(self.content, self.wording, key)
        if walk is None:
            raise NotFound("This draft does not ask that any more.")
        self.walk = walk
        self.from_draft = request.GET.get("from") == "draft"

    @property
    def next_url(self) -> str:
        """Where it goes on: to the next question, or to the draft."""
        after = self.walk.after
        if self.from_draft or after is None:
            clause = self.walk.step.clause
            return draft_url(self.agreement, clause.key if clause else "")
        return step_url(self.agreement, after)

    def context(self, deed: str = "") -> dict[str, Any]:
        """What every page of a question shows."""
        walk, found = self.walk, self.agreement
        before = walk.before
        steps = Steps(
            now=walk.at + 1,
            total=len(walk.steps),
            name=walk.step.clause.heading if walk.step.clause else "",
            minutes_left=ask.minutes_left(walk, self.wording) if walk.open else None,
        )
        last = self.from_draft or walk.after is None
        back = draft_url(found)
        if before is not None and not self.from_draft:
            back = step_url(found, before)
        frame = around(found, ("Draft", draft_url(found)), (walk.step.title, ""))
        return frame | {
            "steps": None if self.from_draft else steps,
            "step": walk.step,
            "explained": ask.explained(self.content, walk.step.clause),
            "back_url": back,
            "trail": None,
            "draft_url": draft_url(found),
            "next_url": self.next_url,
            "last": last,
            "deed": deed or ("Save" if last else "Save and go on"),
        }


def _done(place: _Place, version: Version) -> HttpResponse:
    """Saved: on to the next, telling how many are left."""
    if place.from_draft or place.walk.after is None:
        undo = undo_of(place.agreement, version, place.version)
        say(place.request, f"“{place.walk.step.title}” is saved.", undo_url=undo)
    return redirect(place.next_url)


@guard(policies, "answer_term", scope="cluster")
def answer_term(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Say what is agreed of one term."""
    found, version = draft_in(request, cluster_id, agreement_id)
    if key not in CATALOGUE:
        raise NotFound("There is no such term.")
    place = _Place(request, found, version, key)
    stated = place.content.terms.get(key)
    offer = ask.suggested(found, key) if stated is None else None
    form = _term_form(request, found, key, stated, offer)
    done = attempt(
        request,
        form,
        lambda: actions.answer_term(
            version=version, key=key, value=form.value(), read=form.cleaned_data["read"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        return _done(place, done)
    read_anew(form, mark_of(stated))
    context = {
        "form": form,
        "term": CATALOGUE[key],
        "nobody_to_choose": form.names_organisations() and not form.offers.organisations,
        "offer": offer,
        "now_says": _now_says(key, stated) if form.errors else "",
        "clear_url": agreement_url(found, "clear_term", key) if stated is not None else "",
        **place.context(),
    }
    return render(request, "agreements/answer_term.html", context)


def _term_form(
    request: SpinneyRequest, found: Agreement, key: str, stated: Any, offer: ask.Suggested | None
) -> TermForm:
    asks = form_for(key)
    offers = Offers(
        ask.organisations_for(found) if asks.names_organisations() else (),
        ask.fields_offered() if asks.names_fields() else (),
    )
    said = stated if stated is not None else offer.value if offer else None
    return asks(posted(request), offers=offers, said=said, initial={"read": mark_of(stated)})


def _now_says(key: str, stated: Any) -> str:
    return "" if stated is None else ask.words_of_term(key, stated)


@guard(policies, "clear_term", scope="cluster")
@require_POST
def clear_term(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Take an answer back: the question is open again."""
    found, version = draft_in(request, cluster_id, agreement_id)
    done = actions.clear_term(version=version, key=key, by=request.actor, now=now())
    title = CATALOGUE[key].title
    say(request, f"“{title}” is open again.", undo_url=undo_of(found, done, version))
    return redirect(draft_url(found))


@guard(policies, "answer_question", scope="cluster")
def answer_question(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Answer one of the template's own questions."""
    found, version = draft_in(request, cluster_id, agreement_id)
    place = _Place(request, found, version, key)
    if place.wording is None or key not in place.wording.question_of:
        raise NotFound("This draft does not ask that any more.")
    asked = place.wording.question_of[key]
    answer = place.content.answers.get(key)
    start = {"answer": QuestionForm.initial_of(asked, answer or ""), "read": mark_of(answer)}
    form = QuestionForm(posted(request), question=asked, initial=start)
    save: Callable[[], Version] = lambda: actions.answer_question(  # noqa: E731
        version=version, key=key, words=form.words(), read=form.cleaned_data["read"],
        by=request.actor, now=now(),
    )  # fmt: skip
    done = attempt(request, form, save)
    if done:
        return _done(place, done)
    read_anew(form, mark_of(answer))
    context = {
        "form": form, "now_says": answer if form.errors else "", **place.context(),
    }  # fmt: skip
    return render(request, "agreements/answer_question.html", context)
