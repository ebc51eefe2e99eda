"""Ballots while they are written: begun, set up, looked at as voters will see them, copied, thrown
away.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import ballots as actions
from spinney.decisions.bridge.rules import customs_of
from spinney.decisions.engine.starts import STARTS
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.forms.ballots import (
    Around,
    BallotForm,
    CopyBallotForm,
    DraftBallotForm,
    FromThemesForm,
)
from spinney.decisions.forms.marks import marks_form
from spinney.decisions.models import Ballot
from spinney.decisions.policies import ballots as rules
from spinney.decisions.queries import ballot_page
from spinney.decisions.queries.grounds import grounds_of
from spinney.decisions.views.around import around_ballot, around_cluster, ballot_in, ballot_url
from spinney.diagnostics.api import ballot_options

TITLE = "Ballots"


def draft_in(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> Ballot:
    """The draft of an address, for whoever writes it. Raises NotFound, NotAllowed or WrongState."""
    found = ballot_in(request, cluster_id, ballot_id)
    rules.check_writes(request.actor, found)
    rules.check_is_draft(found)
    return found


@guard(policies, "draft_ballot", scope="cluster")
def draft_ballot(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Choose how you decide, and write the question."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = DraftBallotForm(posted(request), initial=_start(request))
    made = attempt(
        request, form,
        lambda: actions.draft_ballot(
            cluster=cluster, text=form.text(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"“{made.title}” is begun. Now set it up.")
        return redirect(ballot_url(made, "edit_ballot"))
    listed = reverse("decisions:ballots", args=[cluster_id])
    context = {
        "form": form, "deed": "Go on", "starts": STARTS.values(),
        "runs": may(
            policies.MAY, "open_ballot", by=request.actor, scope=cluster_scope(cluster_id)
        ),
        **around_cluster(cluster, (TITLE, listed), ("Begin a ballot", "")),
    }  # fmt: skip
    return render(request, "decisions/draft_ballot.html", context)


def _start(request: SpinneyRequest) -> dict[str, object]:
    """What the address begins with: a ballot that is set up already, or a way."""
    start, way = STARTS.get(request.GET.get("start", "")), request.GET.get("way", "")
    if start is not None:
        return {"title": start.title, "way": start.way, "start": start.key}
    return {"way": way if way in WAYS else None}


@guard(policies, "edit_ballot", scope="cluster")
def edit_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """The question, and how the ballot is set up."""
    found = draft_in(request, cluster_id, ballot_id)
    form = BallotForm(posted(request), ballot=found, around=_around(request, found))
    done = attempt(
        request, form,
        lambda: actions.edit_ballot(
            ballot=found, text=form.text(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        if done.way != found.way:
            say(request, f"It is decided by “{WAYS[done.way].label}” now. Set it up for that.")
            return redirect(ballot_url(done, "edit_ballot"))
        say(request, "Saved.")
        return redirect(ballot_url(done))
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    context = {
        "form": form, "deed": "Save", "way": WAYS[found.way],
        **around_ballot(found, ("Set it up", "")),
    }  # fmt: skip
    return render(request, "decisions/edit_ballot.html", context)


def _around(request: SpinneyRequest, found: Ballot) -> Around:
    today = localdate()
    rule = ballot_page.planned_rule(found, today)
    return Around(
        customs=rule.customs if rule else customs_of(found.cluster, today),
        has_weights=rule is not None and rule.has_weights,
        versions=ballot_page.version_choices(found, request.actor),
        meetings=ballot_page.meeting_choices(found.cluster, now()),
    )


@guard(policies, "preview_ballot", scope="cluster")
@require_safe
def preview_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """The ballot as voters will see it. Nothing can be sent from here."""
    found = ballot_in(request, cluster_id, ballot_id)
    rules.check_writes(request.actor, found)
    context = {
        "shown": ballot_page.shown(found, now()),
        "form": marks_form(found),
        "grounds": grounds_of(request.actor, found),
        **around_ballot(found, ("As voters will see it", "")),
        "caption": "As voters will see it",
    }
    return render(request, "decisions/preview_ballot.html", context)


@guard(policies, "copy_ballot", scope="cluster")
def copy_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Begin a new ballot that is set up like this one."""
    found = ballot_in(request, cluster_id, ballot_id)
    form = CopyBallotForm(posted(request), initial={"title": found.title})
    made = attempt(
        request, form,
        lambda: actions.copy_ballot(
            ballot=found, title=form.cleaned_data["title"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"“{made.title}” is begun, set up like “{found.title}”.")
        return redirect(ballot_url(made))
    context = {"form": form, "deed": "Make a copy", **around_ballot(found, ("Copy", ""))}
    return render(request, "decisions/copy_ballot.html", context)


@guard(policies, "ballot_from_themes", scope="cluster")
def ballot_from_themes(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Vote on what is on the list of themes: one step from the diagnosis."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    options = ballot_options(cluster)
    form = FromThemesForm(posted(request), initial={"title": actions.THEMES_TITLE})
    made = attempt(
        request, form,
        lambda: actions.ballot_from_themes(
            cluster=cluster, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"“{made.title}” is begun, with {len(options)} options from your themes.")
        return redirect(ballot_url(made))
    listed = reverse("decisions:ballots", args=[cluster_id])
    context = {
        "form": form, "options": options, "deed": "Make the ballot",
        **around_cluster(cluster, (TITLE, listed), ("From your themes", "")),
    }  # fmt: skip
    return render(request, "decisions/ballot_from_themes.html", context)


@guard(policies, "discard_ballot", scope="cluster")
@require_POST
def discard_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = ballot_in(request, cluster_id, ballot_id)
    actions.discard_ballot(ballot=found, by=request.actor, now=now())
    undo = ballot_url(found, "restore_ballot")
    say(request, f"“{found.title}” is thrown away.", undo_url=undo)
    return redirect("decisions:ballots", cluster_id)


@guard(policies, "restore_ballot", scope="cluster")
@require_POST
def restore_ballot(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Bring a draft back that was thrown away."""
    found = ballot_in(request, cluster_id, ballot_id)
    actions.restore_ballot(ballot=found, by=request.actor, now=now())
    say(request, f"“{found.title}” is back.")
    return redirect(ballot_url(found))
