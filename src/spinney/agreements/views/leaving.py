"""Leaving an agreement: giving notice, settling what is open, saying how you part."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import accession
from spinney.agreements.actions import leaving as actions
from spinney.agreements.forms.leaving import NoticeForm, RelationsForm, SettleForm, answer_of
from spinney.agreements.models import Leaving
from spinney.agreements.policies import drafting
from spinney.agreements.policies import leaving as rules
from spinney.agreements.queries import leaving as read
from spinney.agreements.queries.duties import get_duty
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say


def leaving_url(found: Leaving) -> str:
    """The page of a leaving."""
    return agreement_url(found.party.agreement, "leaving", found.party_id)


@guard(policies, "leaving", scope="cluster")
@require_safe
def leaving(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, party_id: int
) -> HttpResponse:
    """How a party leaves, step by step; afterwards, how it left."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_leaving(agreement, party_id)
    context = {
        "page_of": read.page_for(request.actor, found, localdate()),
        "leaving": found,
        "party": found.party,
        **around(agreement, (f"{found.party.organisation.name} leaves", "")),
    }
    return render(request, "agreements/leaving.html", context)


@guard(policies, "give_notice", scope="cluster")
def give_notice(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, party_id: int
) -> HttpResponse:
    """Say that an organisation leaves, with the notice that was agreed."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    party = read.get_party(agreement, party_id)
    rules.check_takes_part(request.actor, party)
    today = localdate()
    rules.check_can_leave(party, today)
    terms = read.terms_for(agreement, today)
    runs_it = drafting.runs(request.actor, agreement.scope)
    earliest = today if runs_it else terms.earliest
    form = NoticeForm(posted(request), earliest=earliest, agreed=terms.earliest, runs_it=runs_it)
    found = attempt(
        request,
        form,
        lambda: actions.give_notice(
            party=party,
            leaves_on=form.cleaned_data["leaves_on"],
            reason=form.cleaned_data["reason"],
            asked_for_it=form.asked_for_it,
            by=request.actor,
            now=now(),
        ),
    )
    if found:
        name = party.organisation.name
        word = "has left" if found.left_at else f"leaves on {day(found.leaves_on)}"
        say(request, f"{name} {word}. We have told the other parties.")
        return redirect(agreement_url(agreement, "leaving", party.pk))
    context = {
        "form": form, "party": party, "terms": terms, "deed": "Give notice",
        "duties": read.open_duties_of(party), **around(agreement, ("Leave", "")),
    }  # fmt: skip
    return render(request, "agreements/give_notice.html", context)


@guard(policies, "take_back_notice", scope="cluster")
@require_POST
def take_back_notice(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, party_id: int
) -> HttpResponse:
    """It stays after all."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_leaving(agreement, party_id)
    actions.take_back_notice(leaving=found, by=request.actor, now=now())
    say(request, f"{found.party.organisation.name} stays. We have told the other parties.")
    return redirect(agreement_url(agreement))


@guard(policies, "settle_duty", scope="cluster")
def settle_duty(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, party_id: int, duty_id: int
) -> HttpResponse:
    """Say what becomes of one thing that a leaving party still has to do."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_leaving(agreement, party_id)
    rules.check_takes_part(request.actor, found.party)
    duty = get_duty(request.actor, cluster_id, duty_id)
    form = SettleForm(
        posted(request),
        others=read.others_of(found.party, localdate()),
        runs_it=drafting.runs(request.actor, agreement.scope),
    )
    done = attempt(
        request,
        form,
        lambda: actions.settle_duty(
            leaving=found,
            duty=duty,
            how=form.chosen_way(),
            to=form.receiver(),
            why=form.cleaned_data["why"],
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        say(request, f"Settled: {duty.title}.")
        return redirect(leaving_url(found))
    context = {
        "form": form, "duty": duty, "party": found.party, "deed": "Save",
        **around(agreement, ("Leaving", leaving_url(found)), ("Settle", "")),
    }  # fmt: skip
    return render(request, "agreements/settle_duty.html", context)


@guard(policies, "say_relations", scope="cluster")
def say_relations(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, party_id: int
) -> HttpResponse:
    """Write down how you part, for your side."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_leaving(agreement, party_id)
    rules.check_takes_part(request.actor, found.party)
    speaks = rules.speaks_for(request.actor, found.party)
    said = found.relations if speaks else found.others_say
    good = found.relations_good if speaks else found.others_good
    form = RelationsForm(posted(request), initial={"words": said, "good": answer_of(good)})
    done = attempt(
        request,
        form,
        lambda: actions.say_relations(
            leaving=found,
            words=form.cleaned_data["words"],
            good=form.is_good,
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        say(request, "It is in the record, for both sides to read.")
        return redirect(leaving_url(found))
    context = {
        "form": form, "party": found.party, "speaks": speaks, "deed": "Save",
        **around(agreement, ("Leaving", leaving_url(found)), ("How you part", "")),
    }  # fmt: skip
    return render(request, "agreements/say_relations.html", context)


@guard(policies, "start_exit_agreement", scope="cluster")
@require_POST
def start_exit_agreement(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, party_id: int
) -> HttpResponse:
    """Begin a deed about how it leaves."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_leaving(agreement, party_id)
    version = accession.start_exit_agreement(leaving=found, by=request.actor, now=now())
    say(request, "The exit agreement is begun. Look through it, then put it out for signature.")
    return redirect(agreement_url(version.agreement, "draft"))
