"""Ways to the pages of an organisation, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from spinney.base.web.components.parts import Link, crumbs
from spinney.base.web.guard import SpinneyRequest
from spinney.register.models import Organisation
from spinney.register.queries.profiles import visible


def the_organisation(request: SpinneyRequest, organisation_id: int) -> Organisation:
    """The organisation of an address, if the actor may see it."""
    return get_object_or_404(visible(request.actor), pk=organisation_id)


def posted(request: SpinneyRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, even if nothing was filled in; None before."""
    return request.POST if request.method == "POST" else None


def to(name: str, organisation: Organisation, *more: Any) -> str:
    """The address of one of an organisation's pages ("keep-profile")."""
    return reverse(f"register:{name}", args=[organisation.pk, *more])


def trail(organisation: Organisation, *more: tuple[str, str]) -> Sequence[Link]:
    """The way from an organisation's page to a page below it; the last is the page itself."""
    return crumbs((organisation.name, to("organisation", organisation)), *more)
