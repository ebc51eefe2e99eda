"""A file of ballots: looked at, and made into a draft if somebody wants."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import BadInput
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import ballot_files as actions
from spinney.decisions.bridge.read_files import Looked, look_at
from spinney.decisions.forms.ballot_files import FileForm, MakeBallotForm, packed
from spinney.decisions.policies.ballots import MOST_OPTIONS
from spinney.decisions.views.around import BALLOTS, around_cluster, ballot_url

TITLE = "Look at a file"


@guard(policies, "look_at_file", scope="cluster")
def look_at_file(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Give a file of ballots, and see what was understood. Nothing is kept."""
    cluster = clusters.Cluster.objects.get(pk=cluster_id)
    form = FileForm(posted(request), request.FILES if request.method == "POST" else None)
    found = attempt(request, form, lambda: _looked(form))
    listed = reverse("decisions:ballots", args=[cluster.pk])
    context = {
        "form": form,
        "found": found,
        "deed": "Look at it",
        "back_url": listed,
        "seen": packed(found.text, found.options) if found else "",
        "understood": [SummaryRow(word, said) for word, said in found.understood] if found else [],
        "too_long": found is not None and len(found.options) > MOST_OPTIONS,
        "most_options": MOST_OPTIONS,
        **around_cluster(cluster, (BALLOTS, listed), (TITLE, "")),
    }
    return render(request, "decisions/look_at_file.html", context)


def _looked(form: FileForm) -> Looked:
    file = form.cleaned_data["file"]
    return look_at(file.name or "", file.read())


@guard(policies, "import_ballot", scope="cluster")
@require_POST
def import_ballot(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Make a draft of the question and the options that were seen."""
    cluster = clusters.Cluster.objects.get(pk=cluster_id)
    form = MakeBallotForm(posted(request))
    if not form.is_valid():
        raise BadInput("Choose the file again: it was not kept.")
    text, options = form.cleaned_data["seen"]
    ballot = actions.import_ballot(
        cluster=cluster, text=text, options=options, by=request.actor, now=now()
    )
    say(
        request,
        "The draft is made. Only its question and options are taken over, no papers.",
        undo_url=ballot_url(ballot, "discard_ballot"),
    )
    return redirect(ballot_url(ballot))
