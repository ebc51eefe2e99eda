"""Who asks, and what an expected failure looks like."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.access.sources import ActingFor, actor_for, choices_of
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    SpinneyError,
)
from spinney.base.web.kept import WITHOUT_SESSION, keep, page_of, typed_in
from spinney.base.web.typed import in_words

ACTING_FOR = "acting_for"
SECRET = ("/do/", "/mail/")


class SecretAddresses:
    """Pages whose address is a secret (task links, mail choices): their address goes to nobody,
    they are kept nowhere, and no cookie comes or goes with them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(SECRET):
            response.cookies.clear()
            response["Referrer-Policy"] = "no-referrer"
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class OwnPages:
    """What a page shows depends on who asks: no cache on the way keeps it for somebody else, and a
    browser asks again before it shows it from its own. A view that says more about it is left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cookie" in response.get("Vary", "") and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response


class WhoAsks:
    """Gives each request its `actor` (found only when asked for) and the organisations she may act
    for. Whom she acts for is kept in her session; a view changes it (base.web.acting).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting_choices = SimpleLazyObject(lambda: _choices(request))  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _choices(request: HttpRequest) -> object:
    user = request.user
    return choices_of(user, localdate()) if user.is_authenticated else []


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if not user.is_authenticated:
        return Actor.nobody()
    chosen = request.session.get(ACTING_FOR)
    choices = list(request.acting_choices)  # type: ignore[attr-defined]
    return actor_for(user, localdate(), chosen, choices)


class Errors:
    """The one place where Spinney's errors become pages (or JSON, for the API)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SpinneyError):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"error": _json(error)}, status=error.status)
        context = {
            "message": str(error),
            "error": error,
            "act_for": _other_mandate(request, error),
            "back_to": page_of(request),
            **_what_was_typed(request, error),
        }
        return render(request, f"errors/{error.status}.html", context, status=error.status)


def _what_was_typed(request: HttpRequest, error: SpinneyError) -> dict[str, object]:
    """Nothing is lost: what was typed is shown, and put back when the page is opened again."""
    if not isinstance(error, ChangedMeanwhile | BadInput) or request.method != "POST":
        return {}
    typed = {name: ", ".join(values) for name, values in typed_in(request)}
    context: dict[str, object] = {"typed": in_words(request)}
    if request.user.is_authenticated and not request.path.startswith(WITHOUT_SESSION):
        context["page_url"] = keep(request)
    if isinstance(error, ChangedMeanwhile):
        context["differences"] = [
            {
                "what": name.replace("_", " ").capitalize(),
                "before": _plainly(before),
                "theirs": _plainly(theirs),
                "yours": typed.get(name, "left as it was" if name in request.POST else ""),
            }
            for name, (before, theirs) in error.changes.items()
        ]
    return context


def _plainly(value: object) -> object:
    return "nothing" if value in (None, "") else value


def _json(error: SpinneyError) -> dict[str, object]:
    told: dict[str, object] = {"message": str(error)}
    if isinstance(error, BadInput):
        told["fields"] = error.fields
    return told


def _other_mandate(request: HttpRequest, error: SpinneyError) -> ActingFor | None:
    """Whether the page would open if the person acted for another of her organisations."""
    person, match = request.user, request.resolver_match
    if error.status not in (NotAllowed.status, NotFound.status) or match is None:
        return None
    if not isinstance(person, Person):
        return None
    scopes = [(k[:-3], v) for k, v in match.kwargs.items() if k.endswith("_id")]
    choices: list[ActingFor] = list(getattr(request, "acting_choices", []))
    for choice in choices:
        if choice.organisation_id == request.actor.organisation_id:  # type: ignore[attr-defined]
            continue
        actor = actor_for(person, localdate(), choice.organisation_id, choices)
        if any((kind, value) in {(s.kind, s.id) for s in actor.roles} for kind, value in scopes):
            return choice
    return None
