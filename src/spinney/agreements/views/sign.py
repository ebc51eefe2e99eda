"""Signing for an organisation: from the link in a letter without an account, or signed in."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import File
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from spinney.agreements.actions import signing as actions
from spinney.agreements.actions import signing_answers as answers
from spinney.agreements.actions import signing_scans as scans
from spinney.agreements.bridge.printing import print_pdf
from spinney.agreements.bridge.signatures import note_opened, person_behind
from spinney.agreements.forms.signing import (
    AuthorityForm,
    ColleagueForm,
    DeclineForm,
    ScanForm,
    SignForm,
)
from spinney.agreements.models import AskedToSign
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import sign_page
from spinney.agreements.queries import signing as read
from spinney.agreements.queries.sign_page import SignPage
from spinney.agreements.states import SigningState
from spinney.agreements.views.around import brand_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Role, organisation_scope
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import day_and_time
from spinney.base.web.guard import SpinneyRequest, ask_to_sign_in, posted, public
from spinney.base.web.links import masked
from spinney.base.web.task_links import task_link
from spinney.base.web.uploads import download
from spinney.register import api as register

HOW_SIGNED_IN = {
    "password": "with a password",
    "code": "with a code sent to its e-mail address",
    "mfa": "with a second step",
    "socialaccount": "with an account elsewhere",
}
LINK = "The link in a letter sent to {address}"


@dataclass(frozen=True)
class Seat:
    """Who sits before the page: the request, what is asked of her party, where its pages are."""

    request: SpinneyRequest
    asked: AskedToSign
    home: str
    link: TaskLink | None = None

    @property
    def name(self) -> str:
        return self.asked.party.organisation.name

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """A page of the seat, in the look of the cluster."""
        agreement = self.asked.signing.signs.agreement
        by_link = self.request.actor.pass_ is not None
        around = {
            "asked": self.asked,
            "agreement": agreement,
            "cluster": agreement.cluster,
            "brand": None if by_link else brand_of(agreement.cluster),
            "caption": agreement.title,
            "home": self.home,
            "by_link": by_link,
        }
        return render(self.request, f"agreements/{template}.html", around | context, status=status)

    def again(self) -> Seat:
        """The seat with what has just been done."""
        return replace(self, asked=read.asked_again(self.asked))


Step = Callable[[Seat], HttpResponseBase]


def how_identified(request: SpinneyRequest) -> str:
    """How we know who signs, in words for the certificate. No addresses of computers are kept."""
    if request.actor.pass_ is not None:
        link = TaskLink.objects.filter(pk=request.actor.pass_.link_id).first()
        return LINK.format(address=masked(link.email) if link else "the signer")
    methods = request.session.get("account_authentication_methods", [])
    ways = [HOW_SIGNED_IN.get(str(one.get("method")), "") for one in methods]
    said = " and ".join(dict.fromkeys(way for way in ways if way))
    return f"Signed in to the account {said}".strip()


def _stands(link: TaskLink) -> bool:
    """Whether a link whose time ran out may be sent anew: the signature is still wanted."""
    asked = AskedToSign.objects.filter(pk=link.subject.rpartition(":")[2]).first()
    return asked is not None and allows(rules.check_can_be_signed, asked, now())


@task_link("agreements.sign", stands=_stands, say_no="no")
def sign_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponseBase:
    """What is signed, for whoever holds the link of a letter."""
    asked = read.asked_by_link(request.actor)
    return _serve(Seat(request, asked, request.task_path, link), step)


@public("who signs for an organisation that is asked is looked for here, by her mandates")
def sign(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, step: str = ""
) -> HttpResponseBase:
    """What is signed, for somebody who is signed in and acts for a party."""
    if not request.actor.is_signed_in:
        return ask_to_sign_in(request)
    try:
        asked = read.asked_of(request.actor, cluster_id, agreement_id)
    except NotFound:
        if (former := read.asked_of_former(request.actor, cluster_id, agreement_id)) is None:
            raise
        return _no_longer(Seat(request, former, ""))
    home = reverse("agreements:sign", args=[cluster_id, agreement_id])
    return _serve(Seat(request, asked, home), step)


def _no_longer(seat: Seat) -> HttpResponseBase:
    """Her mandate has ended since she was asked: nothing is signed, and she is told whom to ask."""
    try:
        read.check_power(seat.asked, person_behind(seat.request.actor), now())
        reason = f"You act for another organisation now. Choose {seat.name} to sign for it."
    except NotAllowed as told:
        reason = str(told)
    return seat.page("sign_over", {"reason": reason}, status=403)


def _serve(seat: Seat, step: str) -> HttpResponseBase:
    if step and step not in STEPS:
        raise NotFound("There is no such page. Go back to what you sign.")
    if seat.asked.signing.state == SigningState.WITHDRAWN:
        return seat.page("sign_over", {"reason": _why_over(seat)}, status=410)
    return STEPS[step](seat) if step else _sign(seat)


def _page(seat: Seat) -> SignPage:
    person = person_behind(seat.request.actor)
    return sign_page.page_for(seat.request.actor, seat.asked, person, now())


def _sign(seat: Seat) -> HttpResponseBase:
    """All that she reads before she signs, and the signature itself."""
    note_opened(seat.asked, now())
    page = _page(seat)
    if page.signature is not None:
        return _signed(seat, page, new=False)
    person = page.person
    start = {
        "name": person.name if person else "",
        "post": page.mandate.post if page.mandate else "",
        "read": seat.asked.signing.signs.digest,
    }
    form = SignForm(posted(seat.request), initial=start, organisation=seat.name)
    done = attempt(
        seat.request,
        form,
        lambda: actions.sign(
            asked=seat.asked,
            signer=form.signer(how_identified(seat.request)),
            by=seat.request.actor,
            now=now(),
        ),
    )
    if done:
        again = seat.again()
        return _signed(again, _page(again), new=True)
    in_short = [SummaryRow(title, words) for title, words in page.terms]
    context = {"page": page, "form": form, "in_short": in_short, "deed": "Sign"}
    if seat.request.actor.pass_ is None:  # the head of a link's page says it already
        context["minutes"] = page.minutes
    return seat.page("sign", context)


def _signed(seat: Seat, page: SignPage, *, new: bool) -> HttpResponseBase:
    """What is kept of her signature, and what comes next."""
    given = page.signature
    if seat.link is not None and seat.link.used_at is None:
        seat.link.used_at = now()  # nothing is left to hand on or to refuse
    kept = [
        SummaryRow("Name", given.name),
        SummaryRow("For", given.organisation_name),
        SummaryRow("As", given.mandate_words or given.post),
        SummaryRow("When", day_and_time(given.at)),
        SummaryRow("How we know you", given.identified_by),
        SummaryRow("The words, by their hash (SHA-256)", given.digest),
    ] if given else []  # fmt: skip
    return seat.page("signed", {"page": page, "new": new, "kept": kept})


def _why_over(seat: Seat) -> str:
    try:
        rules.check_can_be_signed(seat.asked, now())
    except WrongState as told:
        return str(told)
    return ""


def decline(seat: Seat) -> HttpResponseBase:
    """No, with a reason."""
    form = DeclineForm(posted(seat.request))
    done = attempt(
        seat.request,
        form,
        lambda: answers.decline_to_sign(
            asked=seat.asked,
            reason=form.cleaned_data["reason"],
            tell_others=form.cleaned_data["tell_others"],
            by=seat.request.actor,
            now=now(),
        ),
    )
    if done:
        return seat.page("declined_to_sign", {"reason": done.reason})
    context = {"form": form, "deed": "Say that we will not sign", "back_url": seat.home}
    return seat.page("decline_to_sign", context)


def pass_on(seat: Seat) -> HttpResponseBase:
    """On to the right colleague."""
    actor = seat.request.actor
    own = actor.roles_in(organisation_scope(seat.asked.party.organisation_id))
    page = _page(seat)
    form = ColleagueForm(
        posted(seat.request),
        may_give=bool(own & {Role.REPRESENTATIVE}) and page.mandate is not None,
        known=page.others,
        initial={"by_whom": page.person.name if page.person else ""},
    )
    done = attempt(
        seat.request,
        form,
        lambda: (
            answers.forward_signing(
                asked=seat.asked,
                to=form.colleague(),
                by_whom=form.cleaned_data["by_whom"],
                by=actor,
                now=now(),
            ),
        ),
    )
    if done:
        context = {"email": form.cleaned_data["email"], "may_sign": done[0]}
        return seat.page("forwarded_signing", context)
    context = {"form": form, "deed": "Pass it on", "back_url": seat.home, "page": page}
    return seat.page("forward_signing", context)


def authority(seat: Seat) -> HttpResponseBase:
    """A paper that shows that she may sign."""
    actor, organisation = seat.request.actor, seat.asked.party.organisation_id
    held = [] if actor.pass_ else list(register.evidence_held(actor, organisation))
    form = AuthorityForm(posted(seat.request), seat.request.FILES or None, held=held)
    done = attempt(
        seat.request,
        form,
        lambda: answers.attach_authority(
            asked=seat.asked,
            file=form.cleaned_data["file"],
            evidence=form.piece(),
            note=form.cleaned_data["note"],
            by=actor,
            now=now(),
        ),
    )
    if done:
        return seat.again().page("attached_authority", {"authority": done})
    context = {"form": form, "deed": "Attach it", "back_url": seat.home}
    return seat.page("attach_authority", context)


def take_away(seat: Seat) -> HttpResponseBase:
    """A paper that was attached by mistake is taken away."""
    if seat.request.method == "POST":
        number = seat.request.POST.get("authority", "")
        papers = [one for one in seat.asked.authorities.all() if str(one.pk) == number]
        if not papers:
            raise NotFound("This paper is not here any more.")
        papers[0].asked = seat.asked
        answers.remove_authority(authority=papers[0], by=seat.request.actor, now=now())
    return redirect(seat.home)


def on_paper(seat: Seat) -> HttpResponseBase:
    """Print it, sign it by hand, and send in the scan."""
    form = ScanForm(posted(seat.request), seat.request.FILES or None)
    done = attempt(
        seat.request,
        form,
        lambda: scans.send_scan(
            asked=seat.asked, sheet=form.sheet(), by=seat.request.actor, now=now()
        ),
    )
    if done:
        return seat.page("sent_scan", {"scan": done})
    context = {"form": form, "deed": "Send the scan", "back_url": seat.home}
    return seat.page("sign_on_paper", context | {"page": _page(seat)})


def printed(seat: Seat) -> HttpResponseBase:
    """The words with a place for each signature, as PDF, for paper."""
    made = print_pdf(seat.asked.signing.signs, now())
    file: File[bytes] = File(io.BytesIO(made.content), name=made.name)
    return download(file, name=made.name, content_type="application/pdf")


STEPS: dict[str, Step] = {
    "no": decline,
    "colleague": pass_on,
    "authority": authority,
    "take-away": take_away,
    "paper": on_paper,
    "print": printed,
}
