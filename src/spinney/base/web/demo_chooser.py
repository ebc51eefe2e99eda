"""In the demonstration only: look around as somebody, signed in with one click.

These pages do not exist (404) unless the site runs with SPINNEY_DEMO=1.
"""

from __future__ import annotations

from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from spinney.base.access.models import Person
from spinney.base.kernel.errors import NotFound
from spinney.base.web.guard import View, public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def only_in_the_demonstration(view: View) -> View:
    """Let a view exist in the demonstration only."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.DEMO:
            raise NotFound("There is no such page.")
        return view(request, *args, **kwargs)

    return shown


def people_to_be() -> list[Person]:
    """Whom a visitor of the demonstration may be, in the order in which they were made."""
    if not settings.DEMO:
        return []
    return list(Person.objects.exclude(demo_title="").filter(is_active=True).order_by("pk"))


@public("the demonstration belongs to everybody; elsewhere this is a 404")
@only_in_the_demonstration
def look_around(request: HttpRequest) -> HttpResponse:
    """Choose whom to be."""
    return render(request, "home/look_around.html", {"people": people_to_be()})


@public("the demonstration belongs to everybody; elsewhere this is a 404")
@only_in_the_demonstration
@require_POST
def be(request: HttpRequest, person_id: int) -> HttpResponse:
    """Be signed in as one of them, whoever one was."""
    person = next((p for p in people_to_be() if p.pk == person_id), None)
    if person is None:
        raise NotFound("The demonstration has no such person.")
    request.session.flush()
    login(request, person, backend=BACKEND)
    return redirect("home")
