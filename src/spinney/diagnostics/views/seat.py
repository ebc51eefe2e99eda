"""Where somebody sits who answers: by a link or signed in, for all of a survey or for a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate

from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest
from spinney.diagnostics.engine.walking import Page, Walk
from spinney.diagnostics.forms.answers import name_for
from spinney.diagnostics.models import Asked, Part, Survey
from spinney.diagnostics.queries.answers import Desk, desk_for


@dataclass(frozen=True)
class Seat:
    """The request, what is asked, and the address below which all its pages stand. `part` is given
    to a colleague who answers some sections only.
    """

    request: SpinneyRequest
    asked: Asked
    home: str
    part: Part | None = None

    @property
    def survey(self) -> Survey:
        return self.asked.survey

    def to(self, step: str = "") -> str:
        """The address of a page of this task."""
        return f"{self.home}{step}/" if step else self.home

    def go(self, step: str = "", query: str = "") -> HttpResponse:
        return HttpResponseRedirect(self.to(step) + (f"?{query}" if query else ""))

    def desk(self) -> Desk:
        """The sheet as it lies before whoever asks."""
        return desk_for(self.request.actor, self.asked, today=localdate())

    def pages(self, way: Walk) -> list[Page]:
        """The pages that are hers: all, or those of the sections that she was asked for."""
        if self.part is None:
            return list(way.pages)
        return [page for page in way.pages if page.section.key in self.part.sections]

    def page(self, template: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
        """One page of the task, with what each of them shows."""
        here = {
            "asked": self.asked,
            "survey": self.survey,
            "brand": brand_of(self.survey),
            "home_url": self.home,
            "part": self.part,
        }
        shown = {**here, **context}
        return render(self.request, f"diagnostics/{template}.html", shown, status=status)


def brand_of(survey: Survey) -> Brand | None:
    """The cluster's name and colour lead; its page is not linked, for who has only a link."""
    cluster = survey.cluster
    return Brand(name=cluster.name, colour=cluster.colour) if cluster is not None else None


def step_of(key: str) -> str:
    """The step of a page or question: "q-computers-2" for "computers[2]"."""
    return name_for(key).rstrip("-") if not key.endswith("[]") else f"{name_for(key[:-2])}-0"


def page_of(pages: list[Page], step: str) -> Page | None:
    """The page that a step names, by itself or by a question on it."""
    named = next((page for page in pages if step_of(page.key) == step), None)
    if named is not None:
        return named
    return next((p for p in pages if any(step_of(a.key) == step for a in p.asked)), None)
