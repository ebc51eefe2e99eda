"""Ballot papers, to print on A4."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from spinney.base.web.guard import SpinneyRequest, guard
from spinney.decisions import policies
from spinney.decisions.policies import entries as rules
from spinney.decisions.queries.ballot_papers import papers_of
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url
from spinney.decisions.views.entries import TITLE


@guard(policies, "print_ballot_papers", scope="cluster")
@require_safe
def print_ballot_papers(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """A paper for each organisation, one a page; `?for=missing` leaves out who has voted."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    rules.check_can_be_printed(ballot)
    only_missing = request.GET.get("for") == "missing"
    listed = ballot_url(ballot, "entries")
    context = {
        "papers": papers_of(ballot, only_missing=only_missing),
        "only_missing": only_missing,
        **around_ballot(ballot, (TITLE, listed), ("Papers to print", "")),
    }
    return render(request, "decisions/print_ballot_papers.html", context)
