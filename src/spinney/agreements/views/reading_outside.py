"""What a reader from outside sees at her link: the version that she was given, her own threads, and
nothing else of the cluster.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from spinney.agreements.actions import outside_readers as actions
from spinney.agreements.forms.review import VerdictForm
from spinney.agreements.models import OutsideReader
from spinney.agreements.policies.review import check_reads, reads_still
from spinney.agreements.queries.review import reader_by_link
from spinney.agreements.views.proposed_words import propose_page, take_back_deed, words_page
from spinney.agreements.views.review import (
    clauses_page,
    comment_page,
    edit_page,
    remove_deed,
    restore_deed,
)
from spinney.agreements.views.seat import Seat
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, posted
from spinney.base.web.task_links import task_link

NO_PAGE = "There is no such page. Open the link from the e-mail again."


def _stands(link: TaskLink) -> bool:
    """Whether the reader of a link may still read, so that a new one may be sent."""
    number = link.subject.rpartition(":")[2]
    reader = OutsideReader.objects.filter(pk=int(number)).first()
    return reader is not None and reads_still(reader, localdate())


@task_link("agreements.read_from_outside", stands=_stands)
def read_from_outside(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """The pages behind the link of a reader from outside."""
    reader = reader_by_link(request.actor)
    check_reads(reader, localdate())
    _opened(reader, now())
    seat = Seat(request, reader.reads, reader)
    if step in PAGES:
        return PAGES[step](seat)
    if step in ABOUT_ONE:
        return ABOUT_ONE[step](seat, _number(request))
    if step in DEEDS and request.method == "POST":
        return DEEDS[step](seat, _number(request))
    raise NotFound(NO_PAGE)


def _opened(reader: OutsideReader, moment: datetime) -> None:
    """Those who asked may know that the link was opened."""
    if reader.opened_at is None:
        OutsideReader.objects.filter(pk=reader.pk, opened_at=None).update(opened_at=moment)


def _number(request: SpinneyRequest) -> int:
    number = request.GET.get("of", "")
    if not number.isdecimal():
        raise NotFound(NO_PAGE)
    return int(number)


def _read(seat: Seat) -> HttpResponse:
    return clauses_page(seat, "agreements/read_from_outside.html", told_outside=seat.told_outside())


def _verdict(seat: Seat) -> HttpResponse:
    """What she says of the whole."""
    reader = seat.reader
    assert reader is not None  # noqa: S101  (only at her link)
    form = VerdictForm(posted(seat.request), initial={"text": reader.verdict})
    done = attempt(
        seat.request, form,
        lambda: actions.give_verdict(
            reader=reader, verdict=form.cleaned_data["text"], by=seat.request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        return seat.back("verdict")
    context = {"form": form, "deed": "Send it", **seat.around("The whole")}
    return render(seat.request, "agreements/give_verdict.html", context)


PAGES: dict[str, Callable[[Seat], HttpResponse]] = {
    "": _read,
    "comment": comment_page,
    "words": propose_page,
    "verdict": _verdict,
}
ABOUT_ONE: dict[str, Callable[[Seat, int], HttpResponse]] = {
    "edit": edit_page,
    "proposal": words_page,
}
DEEDS: dict[str, Callable[[Seat, int], HttpResponse]] = {
    "remove": remove_deed,
    "restore": restore_deed,
    "take-back": take_back_deed,
}
