"""Trying an instrument out: the way through it, with nothing kept anywhere but in the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Scope
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.diagnostics import policies
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.places import Answer, find
from spinney.diagnostics.engine.walking import Page, Walk, add_round, is_blank, remove_round, walk
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.forms.answers import PageForm
from spinney.diagnostics.views.instruments import address, around, version_in
from spinney.diagnostics.views.places import place_of

SALT = "spinney.diagnostics.trying"
type Said = dict[str, Answer]


def _so_far(request: SpinneyRequest) -> Said:
    """The answers that the page itself carries."""
    try:
        found = signing.loads(request.POST.get("so_far", ""), salt=SALT)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


@guard(policies, "try_instrument", scope="place")
def try_instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Walk through the questions as those who are asked will. Nothing is kept."""
    where = place_of(request, place)
    found, version = version_in(request, place, instrument_id)
    definition = definition_of(version)
    context: dict[str, Any] = {
        "version": version,
        "definition": definition,
        "leave_url": address(place, found),
        **around(where, found, ("Try it out", "")),
    }
    data = posted(request)
    so_far = _so_far(request) if data else {}
    way = walk(definition, so_far, today=localdate())
    if data is None or not way.pages:
        return render(request, "diagnostics/try_instrument.html", context | {"way": way})
    key = data.get("at", "")
    if not key:
        return _show(request, context, way, so_far, way.pages[0])
    return _go_on(request, context, definition, way, so_far, key)


def _go_on(
    request: SpinneyRequest,
    context: Mapping[str, Any],
    definition: Definition,
    way: Walk,
    so_far: Said,
    key: str,
) -> HttpResponse:
    """Take what was typed on a page, then the next page, the one before, or another round."""
    page = way.page(key) or way.pages[0]
    form = PageForm(request.POST, page=page, mark="")
    form.is_valid()
    said = {**so_far, **form.taken}
    said = {name: value for name, value in said.items() if not is_blank(value)}
    today = localdate()
    way = walk(definition, said, today=today)
    deed = request.POST.get("do", "")
    wrong = {w.key: w.words for w in wrongs_of(way, required=True) if w.key in form.keys}
    form.refuse(wrong)
    if form.errors and deed != "back":
        return _show(request, context, way, said, page, form)
    if deed in ("add", "remove") and (page.may_add if deed == "add" else page.may_remove):
        section = page.section.key
        if deed == "add":
            said = add_round(definition, said, section, today=today)
            to = f"{section}[{page.round + 1}]"
        else:
            said = remove_round(definition, said, section, page.round, today=today)
            to = f"{section}[{max(page.round - 1, 1)}]"
        way = walk(definition, said, today=today)
        return _show(request, context, way, said, way.page(to) or way.after(page.key))
    here = way.page(page.key)
    new = {one.key for one in here.asked} - {one.key for one in page.asked} if here else set()
    if new and deed != "back":
        return _show(request, context, way, said, here)
    if deed == "back":
        return _show(request, context, way, said, way.before(page.key) or way.pages[0])
    return _show(request, context, way, said, way.after(page.key))


def _show(
    request: SpinneyRequest,
    context: Mapping[str, Any],
    way: Walk,
    said: Said,
    page: Page | None,
    form: PageForm | None = None,
) -> HttpResponse:
    """A page; or, after the last, what was said and would be sent."""
    kept = signing.dumps(said, salt=SALT, compress=True)
    more: dict[str, Any] = {"way": way, "so_far": kept}
    if page is None:
        more["rows"] = _answers(context["definition"], way)
        return render(request, "diagnostics/try_instrument_end.html", {**context, **more})
    keys = [one.key for one in way.pages]
    more |= {
        "asked": page,
        "form": form or PageForm(None, page=page, mark=""),
        "notes": [one for one in page.asked if not one.takes_answer],
        "at": keys.index(page.key) + 1 if page.key in keys else 1,
        "of": len(keys),
        "is_first": page.key == keys[0],
    }
    return render(request, "diagnostics/try_instrument_page.html", {**context, **more})


def _answers(definition: Definition, way: Walk) -> list[tuple[str, str]]:
    rows = []
    for key, value in way.sent.items():
        question = find(definition, key).question
        words = answer_words(question, value, definition.choices_of(question))
        rows.append((question.label or key, words))
    return rows
