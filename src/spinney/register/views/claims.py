"""Claiming an organisation, and deciding about claims."""

from __future__ import annotations

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, Tone, crumbs
from spinney.base.web.components.words import EMPTY
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.base.web.task_links import task_link
from spinney.register import policies
from spinney.register.actions import claims as actions
from spinney.register.forms.people import USUAL, ClaimForm, PowersForm, ReasonForm
from spinney.register.models import Claim
from spinney.register.queries.claims import claims_to_decide, claims_visible_to, ways_to_confirm
from spinney.register.queries.mandates import my_mandates, offers_to
from spinney.register.states import ClaimState
from spinney.register.views.paths import posted, the_organisation, to, trail

TONES = {
    ClaimState.WAITING: Tone.WAITS,
    ClaimState.CONFIRMED: Tone.GO,
    ClaimState.DECLINED: Tone.LATE,
    ClaimState.WITHDRAWN: Tone.QUIET,
}

CLAIMS = Table(
    name="claims",
    caption="Claims to act for an organisation",
    columns=[
        Column(
            "person",
            "Who",
            value=lambda c: c.person.name or c.person.email,
            order_by="person__name",
            link=lambda c: to("confirm-claim", c.organisation, c.pk),
        ),
        Column(
            "organisation",
            "For",
            value=lambda c: c.organisation.name,
            order_by="organisation__name",
        ),
        Column("post", "Says to be", order_by="post"),
        Column("made_at", "Since", kind="date", order_by="made_at"),
        Column(
            "state",
            "State",
            kind="status",
            value=lambda c: Status(c.get_state_display(), TONES[ClaimState(c.state)]),
            order_by="state",
        ),
        Column("reason", "Why", value=lambda c: c.reason or EMPTY),
    ],
    filters=[ChoiceFilter("state", "State", field="state", labels=dict(ClaimState.choices))],
    search=["person__name", "person__email", "organisation__name"],
    default_order="-made_at",
    noun="claim",
    empty=Empty(
        "No claims",
        "When somebody says that she acts for an organisation, and you could tell, it stands here.",
    ),
)


@guard(policies, "claim_organisation")
def claim_organisation(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Say that one acts for an organisation."""
    organisation = the_organisation(request, organisation_id)
    ways = ways_to_confirm(organisation, localdate())
    choices = [(way.method, way.label, way.hint) for way in ways]
    form = ClaimForm(posted(request), ways=choices)
    claim = attempt(
        request,
        form,
        lambda: actions.claim_organisation(
            organisation=organisation, **form.cleaned_data, by=request.actor, now=now()
        ),
    )
    if claim is not None:
        told.say(request, "Your claim is on its way. You hear by mail as soon as it is decided.")
        return redirect("register:my-organisations")
    context = {
        "form": form,
        "organisation": organisation,
        "deed": "Send my claim",
        "minutes": 2,
        "trail": trail(organisation, ("I act for this organisation", "")),
    }
    return render(request, "register/claim_organisation.html", context)


@guard(policies, "my_organisations")
@require_safe
def my_organisations(request: SpinneyRequest) -> HttpResponse:
    """The organisations that I act for, have claimed, or am asked to act for."""
    person_id = request.actor.person_id or 0
    context = {
        "mandates": my_mandates(person_id, localdate()),
        "offers": offers_to(request.actor),
        "claims": Claim.objects.filter(person_id=person_id)
        .exclude(state=ClaimState.CONFIRMED)
        .select_related("organisation")
        .order_by("-made_at")[:20],
        "to_decide": claims_to_decide(request.actor).count(),
        "trail": crumbs(("Home", "/"), ("My organisations", "")),
    }
    return render(request, "register/my_organisations.html", context)


@guard(policies, "list_claims")
@require_safe
def list_claims(request: SpinneyRequest) -> HttpResponseBase:
    """Claims of others that I may decide, or could have."""
    others = claims_visible_to(request.actor).exclude(person_id=request.actor.person_id or 0)
    listing = CLAIMS.listing(request, others)
    context = {"listing": listing, "trail": crumbs(("Home", "/"), ("Claims", ""))}
    return listing.export() or render(request, "register/list_claims.html", context)


def _claim(request: SpinneyRequest, organisation_id: int, pk: int) -> Claim:
    found = claims_visible_to(request.actor).filter(organisation_id=organisation_id)
    return get_object_or_404(found, pk=pk)


@guard(policies, "confirm_claim", scope="organisation")
def confirm_claim(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Look at a claim, and say yes, with what the person may do."""
    claim = _claim(request, organisation_id, pk)
    form = PowersForm(posted(request), initial={"powers": USUAL})
    mandate = attempt(
        request,
        form,
        lambda: actions.confirm_claim(
            claim=claim, powers=form.given(), by=request.actor, now=now()
        ),
    )
    if mandate is not None:
        told.say(request, f"{claim.person} now acts for {claim.organisation.name}.")
        return redirect("register:list-claims")
    context = {
        "form": form,
        "claim": claim,
        "is_waiting": claim.state == ClaimState.WAITING,
        "is_mine": claim.person_id == request.actor.person_id,
        "decline_url": to("decline-claim", claim.organisation, claim.pk),
        "deed": "Yes, this person acts for it",
        "trail": crumbs(("Claims", reverse("register:list-claims")), (str(claim.person), "")),
    }
    return render(request, "register/confirm_claim.html", context)


@guard(policies, "decline_claim", scope="organisation")
def decline_claim(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Say no, with the reason."""
    claim = _claim(request, organisation_id, pk)
    form = ReasonForm(posted(request))
    declined = attempt(
        request,
        form,
        lambda: actions.decline_claim(
            claim=claim, **form.cleaned_data, by=request.actor, now=now()
        ),
    )
    if declined is not None:
        told.say(request, f"The claim of {claim.person} is declined. She is told why.")
        return redirect("register:list-claims")
    back = to("confirm-claim", claim.organisation, claim.pk)
    context = {"form": form, "claim": claim, "deed": "Decline the claim", "back_url": back}
    return render(request, "register/decline_claim.html", context)


@guard(policies, "withdraw_claim")
@require_POST
def withdraw_claim(request: SpinneyRequest, pk: int) -> HttpResponse:
    """Take back my own claim."""
    claim = get_object_or_404(claims_visible_to(request.actor), pk=pk)
    actions.withdraw_claim(claim=claim, by=request.actor, now=now())
    told.say(request, f"Your claim to act for {claim.organisation.name} is taken back.")
    return redirect("register:my-organisations")


def _still_waits(link: TaskLink) -> bool:
    claim = Claim.objects.filter(pk=int(link.subject.partition(":")[2]))
    return claim.filter(state=ClaimState.WAITING).exists()


@task_link("register.confirm_claim", stands=_still_waits, say_no="no")
def confirm_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Whoever reads the mail at the address on the register says yes or no, with no account."""
    claims = Claim.objects.select_related("organisation", "person")
    claim = get_object_or_404(claims, pk=int(link.subject.partition(":")[2]))
    if step == "no":
        return _decline_by_link(request, link, claim)
    form = PowersForm(posted(request), initial={"powers": USUAL})

    @transaction.atomic
    def deed() -> object:
        links.spend(link, now=now())
        return actions.confirm_claim(claim=claim, powers=form.given(), by=request.actor, now=now())

    if attempt(request, form, deed) is not None:
        return render(request, "register/claim_answered.html", {"claim": claim, "said_yes": True})
    context = {
        "form": form,
        "claim": claim,
        "is_waiting": True,
        "decline_url": f"{request.task_path}no/",
        "deed": "Yes, this person acts for us",
    }
    return render(request, "register/confirm_claim.html", context)


def _decline_by_link(request: SpinneyRequest, link: TaskLink, claim: Claim) -> HttpResponse:
    form: Form = ReasonForm(posted(request))

    @transaction.atomic
    def deed() -> object:
        links.spend(link, now=now())
        return actions.decline_claim(claim=claim, **form.cleaned_data, by=request.actor, now=now())

    if attempt(request, form, deed) is not None:
        return render(request, "register/claim_answered.html", {"claim": claim, "said_yes": False})
    context = {
        "form": form,
        "claim": claim,
        "deed": "Say no",
        "back_url": request.task_path,
    }
    return render(request, "register/decline_claim.html", context)
