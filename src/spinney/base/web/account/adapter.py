"""How allauth speaks and writes in this house: through base.post, in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.messages import ERROR
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.post import outbox, preferences
from spinney.base.web.account.letters import LETTERS, MINUTES_A_CODE_WORKS
from spinney.base.web.account.second_step import has_app
from spinney.base.web.components.parts import Tone
from spinney.base.web.told import say

AFTER_SIGN_IN = "after_sign_in"

#: What happened, as the next page says it. What is not here goes without saying.
SAID = {
    "account/messages/email_confirmation_failed.txt": "That address is in use by somebody else.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is no longer used.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up: sign in with it from now on.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes.",
    "usersessions/messages/sessions_logged_out.txt": "You are signed out everywhere else.",
}


class SpinneyAdapter(DefaultAccountAdapter):
    """allauth's account adapter for Spinney."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "That is not the code. Type it as it stands in the newest e-mail.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then ask for a new code.",
        "rate_limited": "That was too often. Wait a minute, then try again.",
        "email_taken": "That address is in use by another account.",
        "duplicate_email": "That is the address you have now.",
        "same_as_current": "That is the address you have now.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put our own letter into the outbox in place of allauth's mail."""
        moment = now()
        letter = LETTERS[template_prefix](context)
        if letter.code:
            good_until = moment + timedelta(minutes=MINUTES_A_CODE_WORKS)
            letter = replace(letter, good_until=good_until)
        with transaction.atomic():
            outbox.tell(letter, to=email, by=Actor.system("account"), now=moment)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what is worth saying, in our words."""
        text = message or SAID.get(message_template or "")
        if text:
            say(request, str(text), tone=Tone.LATE if level >= ERROR else Tone.GO)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where she was going when she was asked to sign in, else home."""
        wanted = request.session.pop(AFTER_SIGN_IN, "")
        return wanted if wanted and self.is_safe_url(wanted) else "/"

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever has an authenticator app is asked for its code again before settings change."""
        user = context.request.user
        required = super().is_reauthentication_required(app=app, **more)
        return bool(required) and user.is_authenticated and has_app(user)

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any
    ) -> HttpResponse | None:
        """Somebody who has no name yet is asked for it before she goes on."""
        response = super().post_login(request, user, **hooks)
        request.session.pop(AFTER_SIGN_IN, None)
        if isinstance(user, Person) and not user.name and response is not None:
            onward = urlencode({"next": response.headers.get("Location", "/")})
            return HttpResponseRedirect(f"{reverse('your-name')}?{onward}")
        return response


@receiver(email_changed)
def wishes_move(
    sender: object,
    from_email_address: EmailAddress | None,
    to_email_address: EmailAddress,
    **_: Any,
) -> None:
    """What she wants by mail goes with her to her new address."""
    if from_email_address is not None:
        preferences.moved(from_email_address.email, to_email_address.email)
