"""What every page's template may use beside its own context (a context processor)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from spinney.base.kernel.actors import Actor
from spinney.base.web import help as guide
from spinney.base.web.navigation import navigation
from spinney.base.web.told import told


class Page:
    """Facts of the page that the layout needs, found only when asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def is_demo(self) -> bool:
        return bool(getattr(settings, "DEMO", False))

    @cached_property
    def navigation(self) -> Any:
        return navigation(self._request)

    @property
    def told(self) -> Any:
        """What just happened, with how to undo it. Reading it marks it as read."""
        return told(self._request)

    @property
    def help_place(self) -> str:
        """The guide's place for this page ("facilitator#inviting"), or ""."""
        match = self._request.resolver_match
        return guide.place_for_view(match.view_name) if match else ""

    @property
    def actor(self) -> Actor:
        return getattr(self._request, "actor", None) or Actor.nobody()

    @property
    def acting_choices(self) -> Any:
        """The organisations she may act for, when there is more than one."""
        choices = list(getattr(self._request, "acting_choices", []))
        return choices if len(choices) > 1 else []


def page(request: HttpRequest) -> dict[str, Any]:
    """Gives templates `page`, lazily."""
    return {"page": SimpleLazyObject(lambda: Page(request))}
