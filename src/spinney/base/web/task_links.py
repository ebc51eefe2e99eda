"""`/do/SECRET/`: the one door for task links. Rooms name the view that serves each verb.

No cookie is needed or set: the secret in the address is the whole authority, so a form posted
here needs no CSRF token, and the page tells browsers to send the address to nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.guard import SpinneyRequest, public

LinkView = Callable[[SpinneyRequest, TaskLink, str], HttpResponse]

_views: dict[str, LinkView] = {}


def task_link(verb: str) -> Callable[[LinkView], LinkView]:
    """Name a view as the one that serves links for a verb: view(request, link, step)."""

    def decorate(view: LinkView) -> LinkView:
        if verb in _views:
            raise LookupError(f"Two views serve links for {verb}.")
        _views[verb] = view
        return view

    return decorate


def linked_verbs() -> frozenset[str]:
    """Every verb that a task link can be issued for."""
    return frozenset(_views)


@public("the secret in the address is the authority, for one verb on one subject")
@csrf_exempt
@never_cache
def do(request: SpinneyRequest, secret: str, step: str = "") -> HttpResponse:
    """Serve the page of a task link, as the guest that the link makes of its holder."""
    link = links.find(secret, now=now())
    view = _views.get(link.verb)
    if view is None:
        raise NotFound("This link is for something this site no longer does.")
    request.actor = links.actor_of(link)
    request.task_path = f"/do/{secret}/"  # type: ignore[attr-defined]
    response = view(request, link, step)
    response["Referrer-Policy"] = "no-referrer"
    return response
