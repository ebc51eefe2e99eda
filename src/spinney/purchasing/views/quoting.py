"""The supplier's page: what is asked, its quote, no quote; by its own link, without an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, posted
from spinney.base.web.task_links import task_link
from spinney.purchasing.actions import quotes as actions
from spinney.purchasing.bridge.quotes import unsealed_quote
from spinney.purchasing.forms.quotes import DeclineForm, QuoteForm
from spinney.purchasing.letters.purchases import QUOTE
from spinney.purchasing.models import InvitedSupplier, Quote
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.states import InvitedState
from spinney.purchasing.views.purchase_frames import frame_by_link


def _link_stands(link: TaskLink) -> bool:
    """Whether quotes are still taken, so that a new link may be sent."""
    number = int(link.subject.rpartition(":")[2])
    found = InvitedSupplier.objects.select_related("purchase").filter(pk=number).first()
    return found is not None and rules.takes_quotes(found.purchase, now())


@task_link(QUOTE, stands=_link_stands, say_no="no")
@never_cache
def send_quote_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Send a quote, change it, or say that none will come."""
    invited = read.invited_by_link(request.actor)
    rules.check_takes_quotes(invited.purchase, now())
    if step == "no":
        return _decline(request, invited)
    if step == "sent" and invited.state == InvitedState.ANSWERED:
        context = _frame(request, invited)
        return render(request, "purchasing/quote_sent.html", context)
    if step not in ("", "sent"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    return _quote(request, invited)


def _frame(request: SpinneyRequest, invited: InvitedSupplier) -> dict[str, Any]:
    return {
        **frame_by_link(invited.purchase),
        "invited": invited,
        "home": request.task_path,
        "no_url": f"{request.task_path}no/",
        "criteria": read.criteria_of(invited.purchase),
        "quantity": read.group_of(invited.purchase, []).quantity,
        "has_sent": invited.state == InvitedState.ANSWERED,
    }


def _quote(request: SpinneyRequest, invited: InvitedSupplier) -> HttpResponse:
    frame = _frame(request, invited)
    quote = Quote.objects.filter(invited=invited).first()
    before = unsealed_quote(quote) if quote is not None else None
    form = QuoteForm(
        posted(request), request.FILES or None, purchase=invited.purchase,
        criteria=frame["criteria"], before=before,
    )  # fmt: skip

    def send() -> Quote:
        file = form.cleaned_data["file"]
        return actions.send_quote(
            invited=invited, text=form.text(), files=[file] if file else (),
            drop=form.cleaned_data.get("drop", ()), by=request.actor, now=now(),
        )  # fmt: skip

    if attempt(request, form, send) is not None:
        return redirect(f"{request.task_path}sent/")
    deed = "Send the changed quote" if frame["has_sent"] else "Send the quote"
    return render(request, "purchasing/send_quote.html", frame | {"form": form, "deed": deed})


def _decline(request: SpinneyRequest, invited: InvitedSupplier) -> HttpResponse:
    form = DeclineForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.decline_quote(
            invited=invited, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    frame = _frame(request, invited)
    if done is not None:
        return render(request, "purchasing/quote_declined.html", frame)
    context = frame | {"form": form, "deed": "We will not quote", "back_url": request.task_path}
    return render(request, "purchasing/decline_quote.html", context)
