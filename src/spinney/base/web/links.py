"""What one can do with a task link beside the task: hand it on, or have a new one sent."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from spinney.base.access.models import TaskLink
from spinney.base.post import outbox
from spinney.base.web.guard import SpinneyRequest


class ForwardForm(forms.Form):
    """To whom the task is handed on."""

    email = forms.EmailField(
        label="Your colleague’s e-mail address",
        help_text="She gets a link of her own. Yours ends.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="Your name",
        help_text="So that your colleague knows who hands it on.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )

    def __init__(self, link: TaskLink, data: object = None) -> None:
        initial = {"name": link.person.name if link.person else ""}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.link = link

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.link.email:
            raise ValidationError("That is your own address. Give your colleague’s.")
        return email

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


def forward(request: SpinneyRequest, link: TaskLink) -> HttpResponse:
    """Hand the task on to a colleague, who gets a link of her own."""
    form = ForwardForm(link, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        with transaction.atomic():
            outbox.hand_on(link, email=chosen["email"], by_whom=chosen["name"], now=now())
        link.revoked_at = now()
        return render(request, "do/forwarded.html", {"email": chosen["email"]})
    context = {
        "form": form,
        "deed": "Hand it on",
        "back_url": request.task_path,
    }
    return render(request, "do/forward.html", context)


def new_link(request: HttpRequest, link: TaskLink) -> HttpResponse:
    """Send a new link, to the address that had the old one and to no other."""
    with transaction.atomic():
        outbox.ask_again(link, now=now())
    return render(request, "do/new_link_sent.html", {"address": masked(link.email)})


def masked(address: str) -> str:
    """An address that its owner knows and nobody else learns.

    >>> masked("birch@example.org")
    'b…h@example.org'
    """
    name, _, domain = address.partition("@")
    shown = f"{name[0]}…{name[-1]}" if len(name) > 2 else f"{name[:1]}…"
    return f"{shown}@{domain}"
