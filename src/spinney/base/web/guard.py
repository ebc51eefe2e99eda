"""Every view is guarded, linked or public; an architecture test checks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from types import ModuleType
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from spinney.base.access.models import Person
from spinney.base.access.sources import ActingFor
from spinney.base.kernel.actors import SITE, Actor, Scope
from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.policy import require
from spinney.base.web import places  # noqa: F401  (its converter is used in addresses)
from spinney.base.web.kept import keep

View = Callable[..., HttpResponseBase]


class SpinneyRequest(HttpRequest):
    """A request as this site's views see it: with an actor, never without."""

    actor: Actor
    acting_choices: Sequence[ActingFor]
    task_path: str


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in, behind a guard. Raises NotAllowed for a visitor."""
    if not isinstance(request.user, Person):
        raise NotAllowed("Sign in first.")
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is given: what was sent, even if it was nothing; None before it is sent."""
    return request.POST if request.method == "POST" else None


def scope_from(kind: str | None, kwargs: dict[str, Any]) -> Scope:
    """The scope that an address names: kind "cluster" reads `cluster_id`; "place" is a cluster or
    a programme, as the address says (base.web.places); None is the site.
    """
    if kind == "place":
        place = kwargs["place"]
        assert isinstance(place, Scope)  # noqa: S101  (its converter made it)
        return place
    return Scope(kind, int(kwargs[f"{kind}_id"])) if kind else SITE


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back. What was typed into a form meanwhile is kept."""
    back_to = keep(request) if request.method == "POST" else request.get_full_path()
    response = redirect_to_login(back_to)
    if request.headers.get("HX-Request"):  # a part of a page: the whole page goes
        part = HttpResponse(status=204)
        part["HX-Redirect"] = response["Location"]
        return part
    return response


def guard(policies: ModuleType, verb: str, *, scope: str | None = None) -> Callable[[View], View]:
    """Let a view be called only by those whom `policies.MAY[verb]` names, in its address's scope.

    `scope` is "organisation", "programme", "cluster", "place" or None for the whole site. Signed
    out: asked to sign in, then brought back. Outsiders of a programme or cluster: 404. Wrong
    role: 403.
    """
    if verb not in policies.MAY:
        raise LookupError(f"{policies.__name__}.MAY has no verb {verb!r}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SpinneyRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.is_signed_in:
                return ask_to_sign_in(request)
            where = scope_from(scope, kwargs)
            require(policies.MAY, verb, by=request.actor, scope=where)
            return view(request, *args, **kwargs)

        guarded.guard = (policies.__name__, verb, scope)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """Declare that anybody may call a view, and why."""

    def decorate(view: View) -> View:
        view.guard = ("public", reason)  # type: ignore[attr-defined]
        return view

    return decorate
