"""Messages that did not arrive, for those who run the cluster or programme they were sent for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.access import policies
from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.post.delivery import send_again as try_again
from spinney.base.post.letters import confidential_kinds
from spinney.base.post.models import Message, MessageQuerySet
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say

PATH = "/undelivered/"


def _runs_something(actor: Actor) -> bool:
    runs = {Role.FACILITATOR, Role.PROGRAMME_MANAGER}
    return actor.has(Role.HOST, SITE) or any(held & runs for held in actor.roles.values())


def _shown_to(actor: Actor) -> MessageQuerySet:
    """What did not arrive, but for letters of which only their receivers may know."""
    return Message.objects.visible_to(actor).undelivered().exclude(kind__in=confidential_kinds())


@add_ask_source
def undelivered_asks(actor: Actor, moment: datetime) -> Iterator[Ask]:
    """Whoever runs a cluster is asked to look at what did not arrive."""
    if actor.is_system or not _runs_something(actor):
        return
    number = _shown_to(actor).count()
    if number:
        what = "1 e-mail" if number == 1 else f"{number} e-mails"
        yield Ask(f"Look at {what} that did not arrive", PATH, minutes=2, waits="you")


class AddressForm(forms.Form):
    """The address to which a message is sent again."""

    email = forms.EmailField(label="Send it to")


@guard(policies, "see_undelivered")
def undelivered(request: SpinneyRequest) -> HttpResponse:
    """What did not arrive: to whom, about what, and why."""
    found = _shown_to(request.actor)
    rows = [
        (m, AddressForm(initial={"email": m.email}, auto_id=f"id_{m.pk}_%s"))
        for m in found.exclude(email="").order_by("-made_at")[:100]
    ]
    return render(request, "post/undelivered.html", {"rows": rows})


@guard(policies, "send_again")
@require_POST
def send_again(request: SpinneyRequest, message_id: int) -> HttpResponse:
    """Send it again, perhaps to a mended address; or leave it."""
    found = _shown_to(request.actor)
    message = found.filter(pk=message_id).first()
    if message is None:
        raise NotFound("There is no such message, or somebody has dealt with it.")
    if "leave" in request.POST:
        Message.objects.filter(pk=message.pk).update(dealt_with_at=now())
        say(request, "Left as it is.")
        return redirect("undelivered")
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise BadInput("Give an e-mail address such as name@example.org.")
    try_again(message, now=now(), address=form.cleaned_data["email"])
    say(request, f"It is sent again, to {form.cleaned_data['email']}.")
    return redirect("undelivered")
