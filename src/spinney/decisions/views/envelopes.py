"""Papers of a secret ballot: whose envelopes came, typing papers without names, counting them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import envelopes as actions
from spinney.decisions.forms.entries import CountPapersForm, EnvelopesForm, PaperForm
from spinney.decisions.models import Ballot
from spinney.decisions.policies import entries as rules
from spinney.decisions.queries import entries as queries
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url
from spinney.decisions.views.entries import TITLE


def _listed(ballot: Ballot) -> str:
    return ballot_url(ballot, "entries")


@guard(policies, "note_envelopes", scope="cluster")
def note_envelopes(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Tick whose envelopes came."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    rules.check_secret_votes(ballot, now())
    waiting = [one for one in queries.electors_on_paper(ballot) if one.voted_at is None]
    form = EnvelopesForm(waiting, posted(request))
    done = attempt(
        request, form,
        lambda: actions.note_envelopes(
            ballot=ballot, organisation_ids=form.cleaned_data["organisations"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"{counted(len(done), 'envelope')} noted. Shuffle the papers before you type.")
        return redirect(_listed(ballot))
    context = {
        "form": form, "nobody": not waiting, "deed": "Note them", "back_url": _listed(ballot),
        **around_ballot(ballot, (TITLE, _listed(ballot)), ("Envelopes", "")),
    }  # fmt: skip
    return render(request, "decisions/note_envelopes.html", context)


@guard(policies, "drop_envelope", scope="cluster")
@require_POST
def drop_envelope(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, pk: int
) -> HttpResponse:
    """Take out an envelope that was noted by mistake."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    entry = queries.get_entry(ballot, pk)
    elector = actions.drop_envelope(entry=entry, by=request.actor, now=now())
    say(request, f"The envelope of {elector.organisation.name} is taken out. It can vote again.")
    return redirect(_listed(ballot))


@guard(policies, "enter_paper", scope="cluster")
def enter_paper(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Type one paper, then the next; or say that it cannot be counted."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    many = queries.envelopes_in(ballot).count()
    typed = queries.papers_by(ballot, request.actor).count()
    rules.check_secret_votes(ballot, now())
    rules.check_room_for_paper(many, typed)
    spoilt = request.method == "POST" and "spoilt" in request.POST
    form = PaperForm(ballot, None if spoilt else posted(request))

    def deed() -> object:
        return actions.enter_paper(
            ballot=ballot, marks=form.marks, says=form.says, by=request.actor, now=now()
        )

    if spoilt:
        done: object = actions.enter_paper(
            ballot=ballot, marks={}, spoilt=True, by=request.actor, now=now()
        )
    else:
        done = attempt(request, form, deed)
    if done is not None:
        last = typed + 1 >= many
        say(request, f"Paper {typed + 1} of {many} is kept.")
        return redirect(_listed(ballot) if last else ballot_url(ballot, "enter_paper"))
    context = {
        "form": form, "number": typed + 1, "many": many, "back_url": _listed(ballot),
        "deed": "Keep it", **around_ballot(ballot, (TITLE, _listed(ballot)), ("Type a paper", "")),
    }  # fmt: skip
    return render(request, "decisions/enter_paper.html", context)


@guard(policies, "drop_paper", scope="cluster")
@require_POST
def drop_paper(request: SpinneyRequest, cluster_id: int, ballot_id: int, pk: int) -> HttpResponse:
    """Take out a paper that one typed oneself."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    actions.drop_paper(entry=queries.get_entry(ballot, pk), by=request.actor, now=now())
    say(request, "The paper is taken out. Type it again.")
    return redirect(_listed(ballot))


@guard(policies, "count_papers", scope="cluster")
def count_papers(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Count the papers that two persons typed alike."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    rules.check_secret_votes(ballot, now())
    many = queries.envelopes_in(ballot).count()
    form = CountPapersForm(posted(request), one_only=many == 1)
    done = attempt(
        request, form,
        lambda: actions.count_papers(
            ballot=ballot, alone=bool(form.cleaned_data.get("alone")), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"{counted(done, 'paper')} went into the count. What was typed is gone.")
        return redirect(_listed(ballot))
    context = {
        "form": form, "many": many, "back_url": _listed(ballot), "deed": "Count them",
        **around_ballot(ballot, (TITLE, _listed(ballot)), ("Count the papers", "")),
    }  # fmt: skip
    return render(request, "decisions/count_papers.html", context)
