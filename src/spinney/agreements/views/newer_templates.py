"""A newer edition of a draft's template: what it says otherwise, and what is done about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import wordings as actions
from spinney.agreements.queries import newer_templates as read
from spinney.agreements.views.around import agreement_url, around
from spinney.agreements.views.drafting import draft_in, undo_of
from spinney.base.web import told
from spinney.base.web.guard import SpinneyRequest, guard


@guard(policies, "newer_template", scope="cluster")
@require_safe
def newer_template(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """What the newest edition of the template says otherwise, clause by clause."""
    found, version = draft_in(request, cluster_id, agreement_id)
    newer = read.newer_of(version)
    shown = newer.clauses if newer else ()
    context = {
        "newer": newer,
        "clauses": [(one, agreement_url(found, "put_back_clause", one.key)) for one in shown],
        "draft_url": agreement_url(found, "draft"),
        **around(found, ("Newer template", "")),
    }
    return render(request, "agreements/newer_template.html", context)


@guard(policies, "keep_our_words", scope="cluster")
@require_POST
def keep_our_words(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Leave the draft as it is, and be told of these differences no more."""
    found, version = draft_in(request, cluster_id, agreement_id)
    kept = actions.keep_our_words(version=version, by=request.actor, now=now())
    told.say(request, "Your draft stays as it is.", undo_url=undo_of(found, kept))
    return redirect(agreement_url(found, "draft"))
