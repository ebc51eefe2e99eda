"""The guide, as pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web import help as guide
from spinney.base.web.guard import public


@public("help is for everybody")
def help_contents(request: HttpRequest) -> HttpResponse:
    """The contents of the guide, and a search through it."""
    words = request.GET.get("q", "").strip()
    found = guide.search(words)
    return render(
        request, "web/help.html", {"pages": guide.pages().values(), "words": words, "found": found}
    )


@public("help is for everybody")
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the guide."""
    found = guide.pages().get(page)
    if found is None:
        raise NotFound("The guide has no such page.")
    text = mark_safe(found.html)  # noqa: S308 (our own Markdown, raw HTML switched off)
    parts = [section for section in found.sections if section.level == 2]
    context = {"guide_page": found, "text": text, "parts": parts if len(parts) > 3 else []}
    return render(request, "web/help_page.html", context)
