"""The one door: type an address, type the code that was sent there, and be in.

Whoever is new gets an account by the same two steps, so the pages are the same for every address
and nobody learns from them who has one.
"""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.views import (
    ConfirmLoginCodeView,
    LogoutView,
    RequestLoginCodeView,
)
from allauth.decorators import rate_limit
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from spinney.base.access import policies
from spinney.base.web.account.adapter import AFTER_SIGN_IN
from spinney.base.web.account.forms import EnterCodeForm, NameForm, SignInForm
from spinney.base.web.guard import SpinneyRequest, guard, person_of, posted, public


def safe_next(request: HttpRequest) -> str:
    """Where the person was going, if it is a page of this site; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    ok = url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure())
    return wanted if ok else ""


@method_decorator(rate_limit(action="login"), name="dispatch")
class SignIn(RequestLoginCodeView):
    """Ask for the address; send the code; or offer the passkey."""

    form_class = SignInForm
    template_name = "account_pages/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = safe_next(request)
        if wanted:  # a passkey's sign-in does not carry it along
            request.session[AFTER_SIGN_IN] = wanted
        else:
            request.session.pop(AFTER_SIGN_IN, None)
        return super().get(request, *args, **kwargs)

    def get_authenticated_redirect_url(self) -> str:
        return safe_next(self.request) or "/"

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> HttpResponseRedirect | None:
        """Whoever comes back to this page wants to begin again, perhaps with another address."""
        clear_login(request)
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = safe_next(self.request)
        return super().get_context_data(**kwargs) | {
            "next": wanted,
            "kept": self.request.session.get("kept_form") is not None,
            "deed": "Send me a code",
        }


class EnterCode(ConfirmLoginCodeView):
    """Ask for the code; send another."""

    template_name = "account_pages/enter_code.html"

    def get_form_class(self) -> Any:
        found = super().get_form_class()
        return EnterCodeForm if self._action == "verify" else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        onward = safe_next(self.request)
        other = reverse("account_login") + (f"?{urlencode({'next': onward})}" if onward else "")
        return super().get_context_data(**kwargs) | {
            "next": onward,
            "from_address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            "other_url": other,
            "deed": "Sign in",
        }


class SignInByPasskey(LoginWebAuthnView):
    """Take what the device says; where that fails, back to the page that has the other way in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)
        onward = safe_next(self.request)
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return redirect(reverse("account_login") + query)


sign_in = public("this is where one signs in")(SignIn.as_view())
passkey = public("the passkey is proof enough")(SignInByPasskey.as_view())
enter_code = public("the code is proof enough")(EnterCode.as_view())


class SignOut(LogoutView):
    template_name = "account_pages/sign_out.html"


sign_out = public("signing out needs no permission")(SignOut.as_view())


@public("there is one door for old and new")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Signing up is signing in: the same page."""
    onward = safe_next(request)
    query = f"?{urlencode({'next': onward})}" if onward else ""
    return redirect(reverse("account_login") + query)


@public("says only that an account is closed")
def inactive(request: HttpRequest) -> HttpResponse:
    """Her account was closed."""
    return render(request, "account_pages/inactive.html", status=403)


@guard(policies, "give_name")
@never_cache
@require_http_methods(["GET", "POST"])
def your_name(request: SpinneyRequest) -> HttpResponse:
    """The one question that a new account is asked."""
    person = person_of(request)
    form = NameForm(posted(request), instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(safe_next(request) or "/")
    return render(
        request,
        "account_pages/your_name.html",
        {"form": form, "deed": "Go on", "next": safe_next(request)},
    )
