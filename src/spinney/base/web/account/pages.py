"""Looking after one's account: details, address, ways to sign in, sign-ins elsewhere, leaving."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailVerificationCodeView, EmailView
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from spinney.base.access import policies
from spinney.base.access.leaving import leave as close_account
from spinney.base.access.models import Person
from spinney.base.web.account.devices import describe
from spinney.base.web.account.forms import (
    ChangeAddressForm,
    DetailsForm,
    EnterAddressCodeForm,
    LeaveForm,
)
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard, person_of, posted
from spinney.base.web.told import say


@guard(policies, "see_account")
def account(request: SpinneyRequest) -> HttpResponse:
    """Everything about her account, each line with where to change it."""
    person = person_of(request)
    kinds = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    passkeys = sum(kind == Authenticator.Type.WEBAUTHN for kind in kinds)
    app = Authenticator.Type.TOTP in kinds
    acting = [choice.organisation_name for choice in request.acting_choices]
    rows = [
        SummaryRow("Name", person.name or "not given yet", reverse("details")),
        SummaryRow("Telephone", person.phone or "not given", reverse("details")),
        SummaryRow("E-mail address", person.email, reverse("account_email")),
        SummaryRow("You act for", ", ".join(acting) or "no organisation yet"),
        SummaryRow(
            "E-mail you get", person.get_mail_rhythm_display(), reverse("mail-choices"), "Choose"
        ),
        SummaryRow("Passkeys", _count(passkeys), reverse("mfa_list_webauthn")),
        SummaryRow("Authenticator app", "in use" if app else "not in use", reverse("mfa_index")),
    ]
    return render(request, "account_pages/account.html", {"rows": rows})


def _count(number: int) -> str:
    return "none" if not number else str(number)


@guard(policies, "see_account")
@require_http_methods(["GET", "POST"])
def details(request: SpinneyRequest) -> HttpResponse:
    """Change her name and telephone number."""
    person = person_of(request)
    form = DetailsForm(posted(request), instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        say(request, "Your details are changed.")
        return redirect("account")
    context = {"form": form, "deed": "Change my details", "back_url": reverse("account")}
    return render(request, "account_pages/details.html", context)


@guard(policies, "see_sign_ins")
@require_http_methods(["GET", "POST"])
def sign_ins(request: SpinneyRequest) -> HttpResponse:
    """Where she is signed in, and one button to end all but this."""
    if request.method == "POST":
        end_other_sessions(request, request.user)
        say(request, "You are signed out everywhere else.")
        return redirect("sign-ins")
    person = person_of(request)
    found = UserSession.objects.purge_and_list(person)
    here = request.session.session_key
    rows = [
        {
            "device": describe(session.user_agent),
            "since": session.created_at,
            "is_this": session.session_key == here,
        }
        for session in sorted(found, key=lambda s: s.created_at, reverse=True)
    ]
    context = {"rows": rows, "others": len([r for r in rows if not r["is_this"]])}
    return render(request, "account_pages/sign_ins.html", context)


class ChangeAddress(EmailView):
    """Ask for a new address and send a code there; the old one is used until the code is typed."""

    template_name = "account_pages/change_address.html"

    def get_form_class(self) -> type[ChangeAddressForm]:
        return ChangeAddressForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"deed": "Send me a code", "back_url": reverse("account")}
        return super().get_context_data(**kwargs) | more


class EnterAddressCode(ConfirmEmailVerificationCodeView):
    """Type the code that was sent to the new address."""

    template_name = "account_pages/enter_address_code.html"

    def _get_verify_form_class(self) -> type[EnterAddressCodeForm]:
        return EnterAddressCodeForm

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super()._verify_form_valid(form)
        person = Person.objects.get(pk=self.request.user.pk)
        if EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists():
            say(self.request, f"Your e-mail address is {person.email} now.")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"deed": "Use this address", "back_url": reverse("account_email")}
        return super().get_context_data(**kwargs) | more


change_address = guard(policies, "change_address")(ChangeAddress.as_view())
enter_address_code = guard(policies, "change_address")(EnterAddressCode.as_view())


@guard(policies, "leave")
@require_http_methods(["GET", "POST"])
def leave(request: SpinneyRequest) -> HttpResponse:
    """Close her account: says what goes and what stays, and asks once more."""
    form = LeaveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        close_account(by=request.actor, now=now())
        end_other_sessions(request, request.user)
        logout(request)
        return render(request, "account_pages/left.html")
    context = {"form": form, "deed": "Close my account", "back_url": reverse("account")}
    return render(request, "account_pages/leave.html", context)
