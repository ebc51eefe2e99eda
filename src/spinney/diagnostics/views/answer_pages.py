"""One page of a survey: shown, saved as one types and when one goes on."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import get_random_string
from django.utils.timezone import localtime, now

from spinney.base.web.components.parts import Steps
from spinney.base.web.guard import posted
from spinney.diagnostics.actions import answers as actions
from spinney.diagnostics.bridge.keeping import Kept
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.places import Place
from spinney.diagnostics.engine.walking import Page, Walk
from spinney.diagnostics.engine.wording import filled
from spinney.diagnostics.forms.answers import PageForm
from spinney.diagnostics.queries.answers import Desk, said, walk_again
from spinney.diagnostics.views.seat import Seat, page_of, step_of

MARK = 12


def question(seat: Seat, step: str) -> HttpResponseBase:
    """Show a page, or save what was typed on it."""
    desk = seat.desk()
    pages = seat.pages(desk.way)
    page = page_of(pages, step)
    if page is None:  # not asked any more, given other answers
        return seat.go()
    form = PageForm(posted(seat.request), page=page, mark=get_random_string(MARK))
    if form.is_bound:
        return _save(seat, desk, page, form)
    return _show(seat, desk, page, form)


def _save(seat: Seat, desk: Desk, page: Page, form: PageForm) -> HttpResponseBase:
    """Save what fits; say what does not. What could be read is never lost for what could not."""
    form.is_valid()
    way = walk_again(desk, form.taken, today=desk.way.state.today)
    wrong = {w.key: w.words for w in wrongs_of(way, required=False) if w.key in form.keys}
    given, time = form.given(but=list(wrong)), now()
    by = seat.request.actor
    if seat.part is not None:
        kept = actions.answer_part(part=seat.part, given=given, by=by, now=time)
    else:
        kept = actions.answer_survey(asked=seat.asked, given=given, by=by, now=time)
    form.refuse(wrong)
    if seat.request.POST.get("save"):
        return _saved(form, kept)
    if form.errors:
        return _show(seat, desk, page, form)
    if deed := seat.request.POST.get("do", ""):
        return _rounds(seat, page, deed)
    if kept.overwrote:
        return _changed_twice(seat, desk, way, page, kept)
    return _onward(seat, desk, way, page, kept)


def _saved(form: PageForm, kept: Kept) -> HttpResponse:
    """The answer to saving as she types: 204 and the time; 422 while something does not fit."""
    if form.errors:
        return HttpResponse(status=422)
    saved = HttpResponse(status=204)
    words = f"Saved {localtime(now()):%H:%M}"
    if kept.overwrote:
        words += ". This takes the place of what you had just said on another open page"
    elif kept.differs:
        words += ". Your colleague said otherwise: both answers are kept"
    saved["X-Saved"] = words
    return saved


def _rounds(seat: Seat, page: Page, deed: str) -> HttpResponseBase:
    """Another one of a thing that repeats, or one less."""
    removes = deed == "remove" and page.may_remove
    if not removes and not page.may_add:
        return seat.go(step_of(page.key))
    actions.change_rounds(
        asked=seat.asked,
        section=page.section.key,
        remove=page.round if removes else 0,
        part=seat.part,
        by=seat.request.actor,
        now=now(),
    )
    at = max(page.round - 1, 0) if removes else page.round + 1
    left = f"{page.section.key}[{at}]" if at else f"{page.section.key}[]"
    if removes and page.round == 1:
        again = seat.desk()  # the second has become the first, or there is none left
        mine = [one for one in again.way.pages if one.section.key == page.section.key]
        left = mine[0].key if mine else left
    return seat.go(step_of(left), "removed=1" if removes else "")


def _changed_twice(seat: Seat, desk: Desk, way: Walk, page: Page, kept: Kept) -> HttpResponseBase:
    """Tell her what she had said meanwhile on another open page, which this one replaces."""
    asked = {one.key: one for one in page.asked}
    new = {one.key: one for p in way.pages for one in p.asked}
    rows = [
        {
            "label": asked[key].label,
            "before": said(desk.instrument, asked[key].question, before) or "nothing",
            "now": said(desk.instrument, asked[key].question, new[key].answer) or "nothing",
        }
        for key, before in kept.overwrote.items()
        if key in asked and key in new
    ]
    context = {
        "rows": rows,
        "change_url": seat.to(step_of(page.key)),
        "go_url": seat.to(_next_step(seat, way, page)),
    }
    return seat.page("answers_changed_twice", context)


def _onward(seat: Seat, desk: Desk, way: Walk, page: Page, kept: Kept) -> HttpResponseBase:
    """To the next page; to what this page asks more, given the answers; or back to checking."""
    beside = "beside=1" if kept.differs else ""
    here = way.page(page.key)
    before = {one.key for one in page.asked}
    if here is not None and any(one.key not in before for one in here.asked):
        return seat.go(step_of(page.key), "&".join(filter(None, ["more=1", beside])))
    if seat.request.GET.get("from") == "check" and seat.part is None:
        return seat.go("check", beside)
    return seat.go(_next_step(seat, way, page), beside)


def _next_step(seat: Seat, way: Walk, page: Page) -> str:
    mine = seat.pages(way)
    keys = [one.key for one in mine]
    at = keys.index(page.key) + 1 if page.key in keys else 0
    if at < len(mine):
        return step_of(mine[at].key)
    return "check" if seat.part is None else "done"


def _show(seat: Seat, desk: Desk, page: Page, form: PageForm) -> HttpResponseBase:
    mine = seat.pages(desk.way)
    at = next(n for n, one in enumerate(mine) if one.key == page.key)
    unanswered = sum(a.takes_answer and not a.answered for p in mine for a in p.asked)
    context = {
        "form": form,
        "page_asked": page,
        "steps": Steps(
            now=at + 1,
            total=len(mine) + 1,
            name=page.section.title,
            minutes_left=minutes_left(desk, unanswered),
        ),
        "title": _title(page, form),
        "notes": [one for one in page.asked if one.question.kind is Kind.NOTE],
        "calculated": _calculated(desk, page),
        "saved_at": localtime(desk.sheet.saved_at) if desk.sheet and desk.answers else None,
        "saves": True,
        "deed": "Save and go on",
        "back_url": seat.to(step_of(mine[at - 1].key)) if at else seat.home,
        "beside": seat.request.GET.get("beside"),
        "more": seat.request.GET.get("more"),
        "removed": seat.request.GET.get("removed"),
        "each": page.section.each or "one",
        "check_url": seat.to("check" if seat.part is None else ""),
    }
    return seat.page("answer_page", context)


def minutes_left(desk: Desk, unanswered: int) -> int:
    """About how many minutes so many questions take, of those that are asked given the answers."""
    every = sum(one.takes_answer for page in desk.way.pages for one in page.asked) or 1
    return max(1, round(desk.instrument.minutes * unanswered / every))


def _title(page: Page, form: PageForm) -> str:
    """What the page is called: its one question, or its section or round."""
    if form.heading_field:
        return str(form.fields[form.heading_field].label)
    return page.title


def _calculated(desk: Desk, page: Page) -> list[tuple[str, str]]:
    """What was worked out from the answers of this section so far, where it has words."""
    found = []
    for one in page.section.questions:
        if one.kind is Kind.CALCULATED and one.label:
            place = Place(page.section.key, one.key, page.round)
            worth = desk.way.calculated.get(place.key, "")
            if worth:
                found.append((filled(desk.way.state, one.label, place), worth))
    return found
