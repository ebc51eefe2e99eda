"""Passkeys and authenticator apps, as this house understands them.

A passkey is a way in: whoever has one may still sign in by e-mailed code on another device. An
authenticator app is a second step, asked for after the code, and again before its own settings are
changed; recovery codes stand in for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from spinney.base.access import policies
from spinney.base.access.sealed import seal, unseal
from spinney.base.web.guard import guard

TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def has_app(user: AbstractBaseUser) -> bool:
    """Whether somebody has an authenticator app as a second step."""
    return Authenticator.objects.filter(user_id=user.pk, type=TOTP).exists()


class SecondStepAdapter(DefaultMFAAdapter):
    """allauth's adapter for second steps."""

    def encrypt(self, text: str) -> str:
        """The app's secret is kept sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text) or ""

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Iterable[str] | None = None) -> bool:
        """Whether a second step is asked for. Asked about apps or passkeys, allauth means this
        question, and the answer is the app alone.
        """
        if types is not None and set(types) == {TOTP, PASSKEY}:
            types = [TOTP]
        return bool(super().is_mfa_enabled(user, types))


class AddPasskey(AddWebAuthnView):
    """Make a passkey. Recovery codes come with an authenticator app only."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            if not has_app(self.request.user):
                codes = Authenticator.Type.RECOVERY_CODES
                Authenticator.objects.filter(user=self.request.user, type=codes).delete()
        return response

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes and has_app(self.request.user):
            return reverse("mfa_view_recovery_codes")
        return reverse("mfa_list_webauthn")


add_passkey = guard(policies, "see_account")(AddPasskey.as_view())
