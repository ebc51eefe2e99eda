"""In the demonstration only: look around as somebody, signed in with one click.

These pages do not exist (404) unless the site runs with SPINNEY_DEMO=1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from spinney.base.access.models import Person
from spinney.base.kernel.errors import NotFound
from spinney.base.web.guard import View, public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRST = "first"
"""The field by which the button of the first look says that it is the one that was pressed."""


@dataclass(frozen=True)
class FirstLook:
    """Where a newcomer begins: what she sees, as whom, on which page of this site."""

    words: str
    line: str
    person: Person
    path: str


FirstLooks = Callable[[Sequence[Person], date], FirstLook | None]
_SOURCES: list[FirstLooks] = []


def add_first_look(source: FirstLooks) -> FirstLooks:
    """Let a room offer a page to begin with, out of the people whom one may be."""
    _SOURCES.append(source)
    return source


def first_look(people: Sequence[Person]) -> FirstLook | None:
    """Where to begin; None where there is nobody to be, or no room offers a page."""
    found = (source(people, localdate()) for source in _SOURCES) if people else ()
    return next((one for one in found if one is not None), None)


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
    people = people_to_be()
    context = {"people": people, "first": first_look(people)}
    return render(request, "home/look_around.html", context)


@public("the demonstration belongs to everybody; elsewhere this is a 404")
@only_in_the_demonstration
@require_POST
def be(request: HttpRequest, person_id: int) -> HttpResponse:
    """Be signed in as one of them, whoever one was; on Home, or where a newcomer begins."""
    people = people_to_be()
    person = next((p for p in people if p.pk == person_id), None)
    if person is None:
        raise NotFound("The demonstration has no such person.")
    request.session.flush()
    login(request, person, backend=BACKEND)
    look = first_look(people) if FIRST in request.POST else None
    return redirect(look.path if look is not None and look.person == person else "home")
