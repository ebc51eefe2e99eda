"""A signing for those who look after it, and for its parties: who has signed, who has not."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import signing as actions
from spinney.agreements.actions import signing_answers as answers
from spinney.agreements.actions import signing_times as times
from spinney.agreements.bridge.readiness import gaps_of
from spinney.agreements.forms.signing import AskAnewForm, DeadlineForm, PutOutForm, TakeBackForm
from spinney.agreements.models import Agreement, AskedToSign, Party, Signing, Version
from spinney.agreements.policies import approvals
from spinney.agreements.policies import scans as scan_rules
from spinney.agreements.policies import signing as rules
from spinney.agreements.policies.binding import missing_among
from spinney.agreements.queries import signing as read
from spinney.agreements.queries.agreements import check_reads
from spinney.agreements.queries.drafting import draft_of
from spinney.agreements.queries.replacing import replaced_by
from spinney.agreements.queries.terms import conflicts_of
from spinney.agreements.states import AskedState, SigningState
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.agreements.views.signing_tables import asked_table, figures_of, rows_of, status_of
from spinney.base.kernel.errors import SpinneyError
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted


def _found(
    request: SpinneyRequest, cluster_id: int, agreement_id: int
) -> tuple[Agreement, Signing]:
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_signing(agreement)
    check_reads(request.actor, found.signs)
    return agreement, found


def _asked(signing: Signing, asked_id: int) -> AskedToSign:
    return read.pick(signing, asked_id)


def _task(agreement: Agreement, form: object, title: str, deed: str, **more: Any) -> dict[str, Any]:
    back = agreement_url(agreement, "signing")
    frame = around(agreement, ("Signing", back), (title, ""))
    return frame | {"form": form, "deed": deed, "back_url": back} | more


@guard(policies, "signing", scope="cluster")
@require_safe
def signing(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponseBase:
    """How a signing stands."""
    agreement, found = _found(request, cluster_id, agreement_id)
    stands = read.standing_of(found)
    manages = rules.manages(request.actor, agreement)
    rows = rows_of(found, stands, now())
    listing = asked_table(found, manages).listing(
        request, rows, file_name=f"{agreement.title} signing"
    )
    lapsed = rules.has_lapsed(found, now())
    context = {
        **around(agreement, ("Signing", "")),
        "signing": found,
        "version": found.signs,
        "stands": stands,
        "status": status_of(found, stands, now()),
        "lapsed": lapsed,
        "is_open": found.state == SigningState.OPEN and not lapsed,
        "manages": manages,
        "listing": listing,
        "figures": figures_of(found, stands, localdate()),
        **_by_party(request, found, stands, manages),
    }
    return listing.export() or render(request, "agreements/signing.html", context)


def _by_party(
    request: SpinneyRequest, signing: Signing, stands: read.Standing, manages: bool
) -> dict[str, Any]:
    """What the page says of single parties, as far as it concerns whoever looks."""
    asked, by = list(signing.asked.all()), request.actor
    ours = [one for one in asked if rules.is_of(by, one.party.organisation_id)]
    for one in asked:
        one.signing, one.party.agreement = signing, signing.signs.agreement
    handled = [one for one in asked if scan_rules.handles_scans(by, one)]
    return {
        "declined": [one for one in asked if one.state == AskedState.DECLINED],
        "can_remind": any(one.pk in stands.turn for one in asked),
        "scans": read.waiting_scans(handled),
        "on_paper": [one for one in handled if one.state == AskedState.WAITING],
        "papers": [one for one in asked if one.authorities.all() and (manages or one in ours)],
        "ours": ours[0] if ours else None,
    }


@guard(policies, "put_out", scope="cluster")
def put_out(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Choose who signs, by when, in which order; then put it out."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    rules.check_manages(request.actor, agreement)
    version = draft_of(agreement)
    rules.check_can_put_out(agreement)
    proposal = read.proposal_for(version, now())
    form = PutOutForm(
        posted(request),
        parties=read.parties_of(agreement, now()),
        proposal=proposal,
        initial=PutOutForm.initial_of(proposal),
    )
    done = attempt(
        request,
        form,
        lambda: actions.put_out(
            version=version,
            asked=form.parties(),
            deadline=form.cleaned_data["deadline"],
            choices=form.choices(),
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        sent = sum(one.asked_at is not None for one in done.asked.all())
        told.say(request, f"It is out for signature. {counted(sent, 'party', 'parties')} asked.")
        return redirect(agreement_url(agreement, "signing"))
    context = {
        **around(agreement, ("Put it out for signature", "")),
        "form": form,
        "deed": "Put it out for signature",
        "back_url": agreement_url(agreement),
        "version": version,
        "left_out": proposal.left_out,
        "in_the_way": _in_the_way(version, read.parties_of(agreement, now())),
        "lacking": rules.who_lacks_signatories(
            proposal.asked, read.parties_of(agreement, now()), proposal.choices, now()
        ),
    }
    return render(request, "agreements/put_out.html", context)


def _in_the_way(version: Version, parties: list[Party]) -> list[str]:
    """What must be mended before it can go out, in sentences."""
    found = [*gaps_of(version), *(one.words for one in conflicts_of(version))]
    replaces = replaced_by(version, localdate())
    found += missing_among(parties, replaces)
    found += read.cannot_be(version, version.wanted_from, localdate(), now())
    try:
        approvals.check_agreed(version, replaces=bool(replaces))
    except SpinneyError as error:
        found.append(str(error))
    return found


@guard(policies, "remind_signers", scope="cluster")
@require_POST
def remind_signers(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Write once more to those who have not signed, or to one of them."""
    agreement, found = _found(request, cluster_id, agreement_id)
    one = request.POST.get("asked", "")
    only = [int(one)] if one.isdecimal() else None
    done = times.remind_signers(signing=found, only=only, by=request.actor, now=now())
    if len(done) == 1:
        told.say(request, f"{done[0].party.organisation.name} is reminded.")
    else:
        told.say(request, f"{counted(len(done), 'party', 'parties')} reminded.")
    return redirect(agreement_url(agreement, "signing"))


@guard(policies, "extend_deadline", scope="cluster")
def extend_deadline(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Give more time."""
    agreement, found = _found(request, cluster_id, agreement_id)
    rules.check_manages(request.actor, agreement)
    rules.check_can_be_extended(found)
    form = DeadlineForm(posted(request))
    done = attempt(
        request,
        form,
        lambda: times.extend_deadline(
            signing=found, deadline=form.cleaned_data["deadline"], by=request.actor, now=now()
        ),
    )
    if done:
        told.say(request, f"There is time until {day(done.deadline)}. Those who wait are told.")
        return redirect(agreement_url(agreement, "signing"))
    context = _task(agreement, form, "More time", "Give more time", signing=found)
    return render(request, "agreements/extend_deadline.html", context)


@guard(policies, "take_back_signing", scope="cluster")
def take_back_signing(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Take the whole signing back, so that the words can be changed."""
    agreement, found = _found(request, cluster_id, agreement_id)
    rules.check_manages(request.actor, agreement)
    rules.check_signing_can_become(found, SigningState.WITHDRAWN)
    form = TakeBackForm(posted(request))
    done = attempt(
        request,
        form,
        lambda: times.take_back_signing(
            signing=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        told.say(request, "It is taken back, and can be changed. Everybody who was asked is told.")
        return redirect(agreement_url(agreement))
    given = sum(len(one.signatures.all()) for one in found.asked.all())
    context = _task(agreement, form, "Take it back", "Take it back", given=given)
    return render(request, "agreements/take_back_signing.html", context)


@guard(policies, "ask_anew", scope="cluster")
def ask_anew(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, asked_id: int
) -> HttpResponse:
    """Ask a party again that declined."""
    agreement, found = _found(request, cluster_id, agreement_id)
    rules.check_manages(request.actor, agreement)
    asked = _asked(found, asked_id)
    form = AskAnewForm(posted(request))
    done = attempt(
        request,
        form,
        lambda: answers.ask_anew(
            asked=asked, message=form.cleaned_data["message"], by=request.actor, now=now()
        ),
    )
    if done:
        told.say(request, f"{asked.party.organisation.name} is asked again.")
        return redirect(agreement_url(agreement, "signing"))
    context = _task(agreement, form, "Ask again", "Ask again", asked=asked)
    return render(request, "agreements/ask_anew.html", context)
