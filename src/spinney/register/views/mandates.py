"""Who acts for an organisation: asked, changed, ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.task_links import task_link
from spinney.register import policies
from spinney.register.actions import mandates as actions
from spinney.register.actions import offers as offer_actions
from spinney.register.forms.people import (
    USUAL,
    AcceptForm,
    EndForm,
    OfferForm,
    PowersForm,
    ReasonForm,
    TermForm,
)
from spinney.register.models import Mandate, MandateOffer
from spinney.register.policies.people import Powers
from spinney.register.queries.mandates import (
    is_last_representative,
    mandates_in_force,
    mandates_visible_to,
    may_sign,
    offers_to,
    offers_visible_to,
    own_powers,
)
from spinney.register.queries.profile_history import who_were
from spinney.register.states import OfferState
from spinney.register.views.paths import posted, the_organisation, to, trail


@dataclass(frozen=True)
class Row:
    """One mandate as the page shows it."""

    mandate: Mandate
    powers: str
    given_by: str
    status: Status
    can_restore: bool = False


def _rows(mandates: list[Mandate], in_force: set[int]) -> list[Row]:
    names = who_were((None, mandate.given_by) for mandate in mandates)
    moment = now()
    rows = []
    for mandate in mandates:
        ended = mandate.ended_early_at
        can_restore = (
            ended is not None
            and mandate.replaced_by_id is None
            and (moment - ended).days < actions.UNDO_DAYS
        )
        rows.append(
            Row(
                mandate,
                Powers.of(mandate).in_words,
                names[mandate.given_by],
                _status(mandate, mandate.pk in in_force),
                can_restore,
            )
        )
    return rows


def _status(mandate: Mandate, in_force: bool) -> Status:
    if in_force:
        return Status("Acts now", Tone.GO)
    if mandate.ended_early_at is None and mandate.starts_on > localdate():
        return Status("Not begun", Tone.PLAIN)
    return Status("Changed" if mandate.replaced_by_id else "Ended", Tone.QUIET)


@guard(policies, "list_mandates", scope="organisation")
@require_safe
def list_mandates(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Who acts for an organisation, and what each may do; who did, and who is asked."""
    organisation = the_organisation(request, organisation_id)
    in_force = set(
        mandates_in_force(localdate())
        .filter(organisation=organisation)
        .values_list("pk", flat=True)
    )
    rows = _rows(list(mandates_visible_to(request.actor, organisation.pk)), in_force)
    context = {
        "organisation": organisation,
        "now": [row for row in rows if row.status.text in ("Acts now", "Not begun")],
        "past": [row for row in rows if row.status.text not in ("Acts now", "Not begun")],
        "offers": list(offers_visible_to(request.actor, organisation.pk)),
        "me": request.actor.person_id,
        "trail": trail(organisation, ("Who acts for us", "")),
    }
    return render(request, "register/list_mandates.html", context)


@guard(policies, "offer_mandate", scope="organisation")
def offer_mandate(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Ask somebody by e-mail to act for the organisation."""
    organisation = the_organisation(request, organisation_id)
    held = mandates_in_force(localdate()).filter(organisation=organisation, deputy_for=None)
    own = own_powers(request.actor, organisation.pk, localdate())
    signs = may_sign(request.actor.person_id or 0, organisation.pk, localdate())
    usual = [name for name in USUAL if own is None or getattr(own, name)]
    form = OfferForm(
        posted(request),
        principals=held.select_related("person"),
        initial={"powers": usual},
    )
    offer = attempt(
        request,
        form,
        lambda: offer_actions.offer_mandate(
            organisation=organisation,
            to=form.to(),
            powers=form.given(),
            term=form.term(localdate()),
            by=request.actor,
            now=now(),
        ),
    )
    if offer is not None:
        told.say(request, f"We have written to {offer.email}. You hear what the answer is.")
        return redirect(to("list-mandates", organisation))
    context = {
        "form": form,
        "organisation": organisation,
        "own": own and replace(own, may_sign=signs),
        "names_first_signatory": own is not None and own.may_sign and not signs,
        "deed": "Ask this person",
        "minutes": 2,
        "back_url": to("list-mandates", organisation),
    }
    return render(request, "register/offer_mandate.html", context)


@guard(policies, "withdraw_offer", scope="organisation")
@require_POST
def withdraw_offer(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take back an offer."""
    offer = get_object_or_404(offers_visible_to(request.actor, organisation_id), pk=pk)
    offer_actions.withdraw_offer(offer=offer, by=request.actor, now=now())
    told.say(request, f"The link that {offer.email} has no longer works.")
    return redirect(to("list-mandates", offer.organisation))


def _mandate(request: SpinneyRequest, organisation_id: int, pk: int) -> Mandate:
    return get_object_or_404(mandates_visible_to(request.actor, organisation_id), pk=pk)


@guard(policies, "change_mandate", scope="organisation")
def change_mandate(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Change what a person may do, her post or her last day."""
    mandate = _mandate(request, organisation_id, pk)
    start = {
        **PowersForm.initial_of(Powers.of(mandate)),
        "post": mandate.post,
        "ends_on": mandate.ends_on,
    }
    form = TermForm(posted(request), initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.change_mandate(
            mandate=mandate,
            powers=form.given(),
            term=form.term(mandate, localdate()),
            by=request.actor,
            now=now(),
        ),
    )
    if changed is not None:
        told.say(request, f"{mandate.person} may now {Powers.of(changed).in_words}.")
        return redirect(to("list-mandates", mandate.organisation))
    newest = mandate
    while newest.replaced_by is not None:
        newest = newest.replaced_by
    context = {
        "form": form,
        "mandate": mandate,
        "newest": newest if newest.pk != mandate.pk else None,
        "deed": "Save",
        "back_url": to("list-mandates", mandate.organisation),
    }
    return render(request, "register/change_mandate.html", context)


@guard(policies, "end_mandate", scope="organisation")
def end_mandate(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """End a mandate, with a warning when nobody else would be left."""
    mandate = _mandate(request, organisation_id, pk)
    is_last = is_last_representative(mandate, localdate())
    form = EndForm(posted(request), is_last=is_last)
    ended = attempt(
        request,
        form,
        lambda: actions.end_mandate(
            mandate=mandate,
            reason=form.cleaned_data["reason"],
            leave_empty=form.cleaned_data.get("leave_empty", False),
            by=request.actor,
            now=now(),
        ),
    )
    if ended is not None:
        undo = to("restore-mandate", mandate.organisation, mandate.pk)
        mine = mandate.person_id == request.actor.person_id
        text = f"{mandate.person} no longer acts for {mandate.organisation.name}."
        told.say(request, text, undo_url="" if mine else undo)
        name = "my-organisations" if mine else "list-mandates"
        return redirect(f"register:{name}", *([] if mine else [mandate.organisation_id]))
    context = {
        "form": form,
        "mandate": mandate,
        "is_last": is_last,
        "is_mine": mandate.person_id == request.actor.person_id,
        "deputies": list(mandate.deputies.filter(ended_early_at=None).select_related("person")),
        "deed": "End it",
        "back_url": to("list-mandates", mandate.organisation),
    }
    return render(request, "register/end_mandate.html", context)


@guard(policies, "restore_mandate", scope="organisation")
@require_POST
def restore_mandate(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Put back a mandate that was ended."""
    mandate = _mandate(request, organisation_id, pk)
    actions.restore_mandate(mandate=mandate, by=request.actor, now=now())
    told.say(request, f"{mandate.person} acts for {mandate.organisation.name} again.")
    return redirect(to("list-mandates", mandate.organisation))


def _offer(request: SpinneyRequest, pk: int) -> MandateOffer:
    mine = {offer.pk: offer for offer in offers_to(request.actor)}
    if pk not in mine:
        raise NotFound("There is no such page, or it is not shared with you.")
    return mine[pk]


@guard(policies, "accept_mandate")
def accept_mandate(request: SpinneyRequest, pk: int) -> HttpResponse:
    """Agree, signed in, to act for an organisation."""
    offer = _offer(request, pk)
    form = AcceptForm(posted(request), initial={"name": offer.person_name})
    mandate = attempt(
        request,
        form,
        lambda: offer_actions.accept_mandate(
            offer=offer, **form.cleaned_data, by=request.actor, now=now()
        ),
    )
    if mandate is not None:
        told.say(request, f"You now act for {offer.organisation.name}.")
        return redirect("register:my-organisations")
    return _accept_page(request, offer, form, reverse("register:decline-mandate", args=[offer.pk]))


@guard(policies, "decline_mandate")
def decline_mandate(request: SpinneyRequest, pk: int) -> HttpResponse:
    """Say no, signed in, to acting for an organisation."""
    offer = _offer(request, pk)
    form = ReasonForm(posted(request), needed=False)
    declined = attempt(
        request,
        form,
        lambda: offer_actions.decline_mandate(
            offer=offer, **form.cleaned_data, by=request.actor, now=now()
        ),
    )
    if declined is not None:
        told.say(request, "You said no. Whoever asked you is told.")
        return redirect("register:my-organisations")
    context = {"form": form, "offer": offer, "deed": "Say no"}
    return render(request, "register/decline_mandate.html", context)


def _accept_page(
    request: SpinneyRequest, offer: MandateOffer, form: AcceptForm, decline_url: str
) -> HttpResponse:
    context = {
        "form": form,
        "offer": offer,
        "powers": Powers.of(offer).in_words,
        "asked_by": who_were([(None, offer.offered_by)])[offer.offered_by],
        "decline_url": decline_url,
        "minutes": 0 if request.actor.pass_ else 2,
        "deed": f"Yes, I act for {offer.organisation.name}",
    }
    return render(request, "register/accept_mandate.html", context)


def _may_still_dispute(link: TaskLink) -> bool:
    held = Mandate.objects.filter(pk=int(link.subject.partition(":")[2]))
    return held.filter(ended_early_at=None).exists()


@task_link("register.dispute_mandate", stands=_may_still_dispute)
def dispute_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Whoever reads the mail at the address on the register says: she does not act for us."""
    rows = Mandate.objects.select_related("organisation", "person")
    mandate = get_object_or_404(rows, pk=int(link.subject.partition(":")[2]))
    form = ReasonForm(posted(request))

    @transaction.atomic
    def deed() -> Mandate:
        links.spend(link, now=now())
        return actions.dispute_mandate(
            mandate=mandate, **form.cleaned_data, by=request.actor, now=now()
        )

    context = {
        "form": form,
        "mandate": mandate,
        "powers": Powers.of(mandate).in_words,
        "given_by": who_were([(None, mandate.given_by)])[mandate.given_by],
        "deed": "This person does not act for us",
    }
    if attempt(request, form, deed) is not None:
        return render(request, "register/mandate_disputed.html", context)
    return render(request, "register/dispute_mandate.html", context)


def _is_still_asked(link: TaskLink) -> bool:
    offer = MandateOffer.objects.filter(pk=int(link.subject.partition(":")[2]))
    return offer.filter(state=OfferState.SENT).exists()


@task_link("register.accept_mandate", stands=_is_still_asked, say_no="no")
def accept_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Agree or say no with the link in the mail, with no account."""
    rows = MandateOffer.objects.select_related("organisation", "deputy_for__person")
    offer = get_object_or_404(rows, pk=int(link.subject.partition(":")[2]))
    said_no = step == "no"
    name = link.person.name if link.person else offer.person_name
    form = (
        ReasonForm(posted(request), needed=False)
        if said_no
        else AcceptForm(posted(request), initial={"name": name or offer.person_name})
    )

    @transaction.atomic
    def deed() -> object:
        links.spend(link, now=now())
        act = offer_actions.decline_mandate if said_no else offer_actions.accept_mandate
        return act(offer=offer, **form.cleaned_data, by=request.actor, now=now())

    if attempt(request, form, deed) is not None:
        return render(
            request, "register/offer_answered.html", {"offer": offer, "said_yes": not said_no}
        )
    if said_no:
        back = request.task_path
        context = {"form": form, "offer": offer, "deed": "Say no", "back_url": back}
        return render(request, "register/decline_mandate.html", context)
    return _accept_page(request, offer, form, f"{request.task_path}no/")  # type: ignore[arg-type]
