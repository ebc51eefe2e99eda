"""The clauses of a draft: words, own ones, order, left out and put back; and one step back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.agreements import policies
from spinney.agreements.actions import clauses as actions
from spinney.agreements.bridge.marks import mark_of
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import gaps_in
from spinney.agreements.forms.drafting import AddClauseForm, ClauseForm, MoveForm
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries import questions as ask
from spinney.agreements.queries.drafting import content_of
from spinney.agreements.views.around import agreement_url, around
from spinney.agreements.views.drafting import draft_in, draft_url, read_anew, undo_of
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted, listed
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say


def _clause_in(content: Content, key: str) -> Clause:
    found = content.clause(key)
    if found is None:
        raise NotFound("This clause is not in the draft any more. Somebody may have left it out.")
    return found


def _frame(found: Agreement, title: str) -> dict[str, Any]:
    return around(found, ("Draft", draft_url(found)), (title, "")) | {"back_to": draft_url(found)}


def _gap_words(content: Content, clause: Clause) -> list[tuple[str, str]]:
    """What each gap of a clause stands for: (as it is written, what it says now)."""
    found = []
    for key in gaps_in(clause.text):
        if key in CATALOGUE:
            stated = content.terms.get(key)
            said = CATALOGUE[key].title if stated is None else ask.words_of_term(key, stated)
        else:
            said = content.answers.get(key) or key.replace("_", " ")
        found.append((f"{{{key}}}", said))
    return found


@guard(policies, "edit_clause", scope="cluster")
def edit_clause(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Change the heading and the words of a clause."""
    found, version = draft_in(request, cluster_id, agreement_id)
    content = content_of(version)
    clause = _clause_in(content, key)
    mark = mark_of(clause.to_json())
    start = {"heading": clause.heading, "text": clause.text, "read": mark}
    form = ClauseForm(posted(request), initial=start)
    done = attempt(
        request,
        form,
        lambda: actions.edit_clause(
            version=version, key=key, words=form.said(), read=form.cleaned_data["read"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{form.said().heading}” is changed.", undo_url=undo_of(found, done, version))
        return redirect(draft_url(found, key))
    changed = bool(form.errors) and form.data.get("read") != mark
    read_anew(form, mark)
    context = {
        "form": form,
        "clause": clause,
        "now_says": clause if changed else None,
        "gap_words": _gap_words(content, clause),
        "explained": ask.explained(content, clause),
        "deed": "Save the words",
        **_frame(found, clause.heading),
    }
    return render(request, "agreements/edit_clause.html", context)


@guard(policies, "add_clause", scope="cluster")
def add_clause(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Add a clause of one's own, behind another one or at the end."""
    found, version = draft_in(request, cluster_id, agreement_id)
    content = content_of(version)
    behind = content.clause(request.GET.get("after", ""))
    said = {key for clause in content.clauses for key in gaps_in(clause.text)}
    form = AddClauseForm(posted(request), stated=[*content.terms, *said])
    done = attempt(
        request,
        form,
        lambda: actions.add_clause(
            version=version, words=form.said(), after=behind.key if behind else "",
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{form.said().heading}” is added.", undo_url=undo_of(found, done, version))
        term = form.cleaned_data["term"]
        if term:
            return redirect(f"{agreement_url(found, 'answer_term', term)}?from=draft")
        return redirect(draft_url(found))
    context = {
        "form": form, "behind": behind, "deed": "Add the clause", **_frame(found, "Add a clause"),
    }  # fmt: skip
    return render(request, "agreements/add_clause.html", context)


@guard(policies, "move_clause", scope="cluster")
def move_clause(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Put a clause somewhere else."""
    found, version = draft_in(request, cluster_id, agreement_id)
    content = content_of(version)
    clause = _clause_in(content, key)
    rest = [one.heading for one in content.clauses if one.key != key]
    at = [one.key for one in content.clauses].index(key)
    form = MoveForm(posted(request), others=list(enumerate(rest)), initial={"after": str(at)})
    done = attempt(
        request,
        form,
        lambda: actions.move_clause(
            version=version, key=key, place=int(form.cleaned_data["after"]),
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, f"“{clause.heading}” is moved.", undo_url=undo_of(found, done, version))
        return redirect(draft_url(found, key))
    context = {"form": form, "clause": clause, "deed": "Move it", **_frame(found, clause.heading)}
    return render(request, "agreements/move_clause.html", context)


@guard(policies, "leave_out_clause", scope="cluster")
@require_POST
def leave_out_clause(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Take a clause out, with what it alone stated."""
    found, version = draft_in(request, cluster_id, agreement_id)
    before = content_of(version)
    clause = _clause_in(before, key)
    done = actions.leave_out_clause(version=version, key=key, by=request.actor, now=now())
    gone = _no_longer_stated(before, done)
    words = f"“{clause.heading}” is left out."
    if gone:
        words += f" With it went {counted(len(gone), 'answer')}: {listed(gone)}."
    say(request, words, undo_url=undo_of(found, done, version))
    return redirect(draft_url(found))


def _no_longer_stated(before: Content, done: Version) -> list[str]:
    stated = content_of(done).terms
    return [CATALOGUE[key].title for key in before.stated() if key not in stated]


@guard(policies, "put_back_clause", scope="cluster")
@require_POST
def put_back_clause(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """Bring back a clause of the template, in the template's words."""
    found, version = draft_in(request, cluster_id, agreement_id)
    done = actions.put_back_clause(version=version, key=key, by=request.actor, now=now())
    clause = content_of(done).clause(key)
    heading = clause.heading if clause else "The clause"
    say(request, f"“{heading}” stands as in the template.", undo_url=undo_of(found, done, version))
    return redirect(draft_url(found, key))


@guard(policies, "undo_change", scope="cluster")
@require_POST
def undo_change(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, read: int
) -> HttpResponse:
    """Take back the last change to the draft; once more, and it is there again."""
    found, version = draft_in(request, cluster_id, agreement_id)
    done = actions.undo_change(version=version, read=read, by=request.actor, now=now())
    url = undo_of(found, done)
    say(request, "The last change is taken back.", undo_url=url, undo_label="Do it again")
    return redirect(draft_url(found))
