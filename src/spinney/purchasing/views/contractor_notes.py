"""What members note of contractors: papers that they saw, and how a job went."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import NotAllowed
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import contractor_notes as actions
from spinney.purchasing.engine.trades import asked_for
from spinney.purchasing.forms.contractors import PaperForm, UseForm
from spinney.purchasing.models import Contractor, ContractorUse
from spinney.purchasing.policies import contractors as rules
from spinney.purchasing.queries import contractors as read
from spinney.purchasing.views.contractors import around_contractor, contractor_url


@guard(policies, "note_insurance", scope="cluster")
def note_insurance(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note an insurance or a registration that a contractor showed."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    rules.check_is_there(found)
    today = localdate()
    form = PaperForm(posted(request), asked=asked_for(found.trades), today=today)
    mine = read.organisation_of(request.actor, found.cluster, today)
    done = attempt(
        request, form,
        lambda: actions.note_insurance(
            contractor=found, said=form.said(), organisation=mine[0] if mine else None,
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, "Noted. Whoever uses it is told before it ends.")
        return redirect(contractor_url(found))
    context = around_contractor(found, ("Note a paper", "")) | {"form": form, "deed": "Note it"}
    return render(request, "purchasing/note_insurance.html", context)


@guard(policies, "remove_insurance", scope="cluster")
@require_POST
def remove_insurance(
    request: SpinneyRequest, cluster_id: int, pk: int, paper_id: int
) -> HttpResponse:
    """Take out a paper that was noted by mistake."""
    paper = read.get_paper(request.actor, cluster_id, pk, paper_id)
    actions.remove_insurance(paper=paper, by=request.actor, now=now())
    say(request, "It is taken out.")
    return redirect(contractor_url(paper.contractor))


@guard(policies, "note_use", scope="cluster")
def note_use(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Note for one's own organisation when it was last used, and how it was."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    rules.check_is_there(found)
    today = localdate()
    mine = read.organisation_of(request.actor, found.cluster, today)
    if not mine:
        raise NotAllowed("That is for those who speak for a member.")
    form = UseForm(
        posted(request), organisations=mine, today=today, use=_said_before(found, mine[0].pk)
    )

    def note() -> ContractorUse:
        organisation, said = form.said()
        return actions.note_use(
            contractor=found, organisation=organisation, said=said, by=request.actor, now=now()
        )

    done = attempt(request, form, note)
    if done:
        say(request, f"Noted for {done.organisation.name}. Thank you: the others can go by it.")
        return redirect(contractor_url(found))
    context = around_contractor(found, ("How was it?", "")) | {"form": form, "deed": "Note it"}
    return render(request, "purchasing/note_use.html", context)


def _said_before(contractor: Contractor, organisation_id: int) -> ContractorUse | None:
    """What the organisation that she acts for said of it before."""
    uses = contractor.uses.all()
    return next((one for one in uses if one.organisation_id == organisation_id), None)


@guard(policies, "remove_use", scope="cluster")
@require_POST
def remove_use(request: SpinneyRequest, cluster_id: int, pk: int, use_id: int) -> HttpResponse:
    """Take back what one's own organisation said of a contractor."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    use = read.get_use(found, use_id)
    actions.remove_use(use=use, by=request.actor, now=now())
    say(request, "What you said of it is gone.")
    return redirect(contractor_url(found))
