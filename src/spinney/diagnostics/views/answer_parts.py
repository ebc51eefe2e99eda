"""Asking a colleague for a part, taking it back, and the end of hers."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.utils.timezone import now

from spinney.base.kernel.errors import TooMany
from spinney.base.web.guard import posted
from spinney.diagnostics.actions import parts as actions
from spinney.diagnostics.forms.answers import ColleagueForm
from spinney.diagnostics.models import Part
from spinney.diagnostics.queries.answers import Desk, part_for
from spinney.diagnostics.views.seat import Seat


def ask(seat: Seat) -> HttpResponseBase:
    """Choose the parts and the colleague; who was asked before, and how far she is."""
    desk = seat.desk()
    form = ColleagueForm(posted(seat.request), instrument=desk.instrument)
    asked_now = ""
    if form.is_bound and form.is_valid():
        try:
            part = actions.ask_colleague(
                asked=seat.asked, **form.cleaned_data, by=seat.request.actor, now=now()
            )
        except TooMany as error:
            form.add_error("email", str(error))
        else:
            asked_now = part.email
            form = ColleagueForm(None, instrument=desk.instrument)
            desk = seat.desk()
    context = {
        "form": form,
        "asked_now": asked_now,
        "parts": _parts(desk),
        "end_url": seat.to("end-part"),
        "deed": "Send her a link",
        "back_url": seat.home,
    }
    return seat.page("ask_colleague", context)


def _parts(desk: Desk) -> list[dict[str, object]]:
    """Who was asked for what, and how far each is."""
    if desk.sheet is None:
        return []
    titles = {one.key: one.title for one in desk.instrument.sections}
    rows = []
    for part in Part.objects.filter(sheet_id=desk.sheet.pk).order_by("pk"):
        mine = [
            one
            for page in desk.way.pages
            if page.section.key in part.sections
            for one in page.asked
            if one.takes_answer
        ]
        rows.append(
            {
                "part": part,
                "sections": [titles.get(key, key) for key in part.sections],
                "answered": sum(one.answered for one in mine),
                "of": len(mine),
                "end_words": f"End the link of {part.email}",
            }
        )
    return rows


def end(seat: Seat) -> HttpResponseBase:
    """A colleague is not asked any more; only a post does anything."""
    number = seat.request.POST.get("part", "")
    if seat.request.method == "POST" and number.isdecimal():
        part = part_for(seat.request.actor, seat.asked, int(number))
        part.sheet.asked = seat.asked
        actions.withdraw_part(part=part, by=seat.request.actor, now=now())
    return seat.go("colleague")


def done(seat: Seat) -> HttpResponseBase:
    """The end of a colleague's part: she says that it is done, and may still change it."""
    assert seat.part is not None  # noqa: S101  (only a part's link leads here)
    is_done = seat.part.done_at is not None
    if seat.request.method == "POST":
        actions.finish_part(part=seat.part, by=seat.request.actor, now=now())
        is_done = True
    context = {"is_done": is_done, "deed": "My part is done", "back_url": seat.home}
    return seat.page("finish_part", context)
