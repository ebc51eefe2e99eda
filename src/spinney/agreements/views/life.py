"""What comes after signing: versions, varying, renewing, ending, letting others join."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import accession, ending, varying
from spinney.agreements.forms.life import AskToEndForm, EndForm, RenewForm, VaryForm
from spinney.agreements.policies import drafting as drafting_rules
from spinney.agreements.policies import life as rules
from spinney.agreements.queries import life as read
from spinney.agreements.queries.applying import applying
from spinney.agreements.queries.duties import open_duties
from spinney.agreements.queries.versions import told_versions
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say


@guard(policies, "versions", scope="cluster")
@require_safe
def versions(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Every version that was signed, and what each changed."""
    found = agreement_in(request, cluster_id, agreement_id)
    context = {
        "versions": told_versions(request.actor, found, localdate()),
        **around(found, ("Versions", "")),
    }
    return render(request, "agreements/versions.html", context)


@guard(policies, "vary_agreement", scope="cluster")
def vary_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Begin the next version."""
    found = agreement_in(request, cluster_id, agreement_id)
    drafting_rules.check_drafts(request.actor, found)
    rules.check_can_vary(found, localdate())
    form = VaryForm(posted(request), today=localdate())
    version = attempt(
        request,
        form,
        lambda: varying.vary_agreement(
            agreement=found,
            why=form.cleaned_data["why"],
            wanted_from=form.cleaned_data["wanted_from"],
            by=request.actor,
            now=now(),
        ),
    )
    if version:
        say(request, "The next version is begun. It says what the agreement says now: change it.")
        return redirect(agreement_url(found, "draft"))
    context = {"form": form, "deed": "Begin the variation", **around(found, ("Vary it", ""))}
    return render(request, "agreements/vary_agreement.html", context)


@guard(policies, "renew_agreement", scope="cluster")
def renew_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Begin to renew an agreement that runs out, or has."""
    found = agreement_in(request, cluster_id, agreement_id)
    drafting_rules.check_drafts(request.actor, found)
    rules.check_nothing_under_way(found)
    signed = read.signed_versions(found)
    if not signed:
        raise WrongState("This is not signed yet, so it cannot be renewed.")
    today, last = localdate(), signed[-1].in_force_until
    over = rules.is_over(found, signed[-1], today)
    form = RenewForm(posted(request), after=max(today, last or today))
    version = attempt(
        request,
        form,
        lambda: varying.renew_agreement(
            agreement=found,
            until=form.cleaned_data["until"],
            why=form.cleaned_data["why"],
            by=request.actor,
            now=now(),
        ),
    )
    if version:
        say(request, "The renewal is begun. Look through it, then put it out for signature.")
        return redirect(agreement_url(version.agreement, "draft"))
    context = {
        "form": form, "deed": "Begin the renewal", "over": over, "last": last,
        **around(found, ("Renew it", "")),
    }  # fmt: skip
    return render(request, "agreements/renew_agreement.html", context)


@guard(policies, "ask_to_end", scope="cluster")
def ask_to_end(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Ask those who decide whether an agreement ends early; what follows is said first."""
    found = agreement_in(request, cluster_id, agreement_id)
    rules.check_asks_to_end(request.actor, found)
    asking = read.asking_to_end(found, localdate())
    form = AskToEndForm(
        posted(request), initial={"closes_on": asking.closes_on, "on": asking.earliest},
        earliest=asking.earliest, last=asking.last,
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: ending.ask_to_end(
            agreement=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        say(request, f"They are asked until {day(done.closes_on)}. It holds until they agree.")
        return redirect(agreement_url(found, "approval", done.pk))
    context = {
        "form": form, "asking": asking, "deed": "Ask them",
        "notes": rules.ends_it(request.actor, found), **around(found, ("End it early", "")),
    }  # fmt: skip
    return render(request, "agreements/ask_to_end.html", context)


@guard(policies, "end_agreement", scope="cluster")
def end_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Note that it was decided elsewhere to end an agreement early; what follows is said first."""
    found = agreement_in(request, cluster_id, agreement_id)
    rules.check_ends_it(request.actor, found)
    version = rules.check_lasts(found, localdate())
    earliest = rules.earliest_end(found, localdate())
    form = EndForm(posted(request), earliest=earliest, last=version.in_force_until)
    done = attempt(
        request, form,
        lambda: ending.end_agreement(
            agreement=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done and done.ended_on:
        over = done.ended_on <= localdate()
        told = "has ended" if over else f"ends on {day(done.ended_on)}"
        undo = agreement_url(found, "undo_end")
        say(request, f"“{found.title}” {told}. Those who signed are told.", undo_url=undo)
        return redirect(agreement_url(found))
    context = {
        "form": form, "deed": "End it", "duties": open_duties(found),
        **around(found, ("End it", "")),
    }  # fmt: skip
    return render(request, "agreements/end_agreement.html", context)


@guard(policies, "undo_end", scope="cluster")
@require_POST
def undo_end(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """It was ended by mistake."""
    found = agreement_in(request, cluster_id, agreement_id)
    ending.undo_end(agreement=found, by=request.actor, now=now())
    say(request, f"“{found.title}” goes on as before.")
    return redirect(agreement_url(found))


@guard(policies, "joiners", scope="cluster")
@require_safe
def joiners(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """New members that are no party yet, and how one becomes a party."""
    found = agreement_in(request, cluster_id, agreement_id)
    today = localdate()
    context = {
        "joiners": read.joiners_of(found, today),
        "returners": read.returners_of(found, today),
        "by_deed": applying(found, today, "accession").accession.by_deed,
        **around(found, ("New members", "")),
    }
    return render(request, "agreements/joiners.html", context)


@guard(policies, "start_accession", scope="cluster")
@require_POST
def start_accession(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, organisation_id: int
) -> HttpResponse:
    """Begin the deed, or the variation, by which a member joins."""
    found = agreement_in(request, cluster_id, agreement_id)
    organisation = read.organisation_to_join(found, organisation_id, localdate())
    if organisation is None:
        raise NotFound("There is no such member here.")
    version = accession.start_accession(
        agreement=found, organisation=organisation, by=request.actor, now=now()
    )
    what = "The deed" if version.agreement.deed_of_id else "A variation"
    say(request, f"{what} by which {organisation.name} joins is begun. Look through it.")
    return redirect(agreement_url(version.agreement, "draft"))
