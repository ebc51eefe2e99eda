"""Tokens for programs: made, listed and ended by the person for whom they speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from spinney.base.access import policies
from spinney.base.access.models import AccessToken
from spinney.base.access.tokens import (
    API_SCOPES,
    LONGEST_DAYS,
    make_token,
    revoke_token,
    scopes_by_group,
)
from spinney.base.web.guard import SpinneyRequest, guard, person_of
from spinney.base.web.told import say


class TokenForm(forms.Form):
    """What a program may do, and for how long."""

    name = forms.CharField(
        label="What is the program called?",
        max_length=100,
        help_text="So that you know it again when you want to end it.",
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=scopes_by_group(),
        widget=forms.CheckboxSelectMultiple,
        help_text="It never can do more than you may yourself.",
    )
    days = forms.IntegerField(
        label="For how many days?", min_value=1, max_value=LONGEST_DAYS, initial=90
    )


def _programs(request: SpinneyRequest, **more: Any) -> HttpResponse:
    live = AccessToken.objects.filter(
        person_id=request.actor.person_id or 0, revoked_at=None, expires_at__gt=now()
    ).order_by("-made_at")
    names = {one.organisation_id: one.organisation_name for one in request.acting_choices}
    tokens = [(t, _acts_for(t, names), [API_SCOPES.get(s, s) for s in t.scopes]) for t in live]
    context = {"tokens": tokens, "acts_for": request.actor.organisation_name, **more}
    return render(request, "account_pages/programs.html", context)


def _acts_for(token: AccessToken, names: Mapping[int, str]) -> str:
    """The organisation that a token acts for, in words."""
    if token.organisation_id is None:
        return "no organisation"
    return names.get(token.organisation_id, "no organisation any more: you cannot act for it now")


@guard(policies, "see_account")
@never_cache
def programs(request: SpinneyRequest) -> HttpResponse:
    """The programs that may act for her; a new token is shown once, on this page only."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = make_token(
            person=person_of(request), by=request.actor, now=now(), **form.cleaned_data
        )
        return _programs(request, form=TokenForm(), secret=secret)
    return _programs(request, form=form)


@guard(policies, "see_account")
@require_POST
def end_program(request: SpinneyRequest, token_id: int) -> HttpResponse:
    """End a token at once."""
    revoke_token(token_id=token_id, by=request.actor, now=now())
    say(request, "That program can no longer act for you.")
    return redirect("programs")
