"""Who asks, and what an expected failure looks like."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from spinney.base.access.sources import actor_for, choices_of
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, SpinneyError

ACTING_FOR = "acting_for"


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
    return choices_of(user, localdate()) if user.is_authenticated else []  # type: ignore[arg-type]


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if not user.is_authenticated:
        return Actor.nobody()
    chosen = request.session.get(ACTING_FOR)
    choices = list(request.acting_choices)  # type: ignore[attr-defined]
    return actor_for(user, localdate(), chosen, choices)  # type: ignore[arg-type]


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
        other = _other_mandate(request, error)
        context = {"message": str(error), "error": error, "act_for": other}
        if isinstance(error, ChangedMeanwhile | BadInput):
            # Nothing is lost: what was typed is shown so that it can be copied.
            hidden = {"csrfmiddlewaretoken"}
            context["typed"] = [(k, v) for k, v in request.POST.items() if k not in hidden and v]
        return render(request, f"errors/{error.status}.html", context, status=error.status)


def _json(error: SpinneyError) -> dict[str, object]:
    told: dict[str, object] = {"message": str(error)}
    if isinstance(error, BadInput):
        told["fields"] = error.fields
    return told


def _other_mandate(request: HttpRequest, error: SpinneyError) -> object | None:
    """Whether the page would open if the person acted for another of her organisations."""
    if error.status not in (NotAllowed.status, 404) or not request.resolver_match:
        return None
    scopes = [(k[:-3], v) for k, v in request.resolver_match.kwargs.items() if k.endswith("_id")]
    for choice in getattr(request, "acting_choices", []):
        if choice.organisation_id == request.actor.organisation_id:  # type: ignore[attr-defined]
            continue
        actor = actor_for(
            request.user, localdate(), choice.organisation_id, list(request.acting_choices)
        )  # type: ignore[arg-type,attr-defined]
        if any((kind, value) in {(s.kind, s.id) for s in actor.roles} for kind, value in scopes):
            return choice
    return None
