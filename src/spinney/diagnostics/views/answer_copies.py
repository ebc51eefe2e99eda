"""A copy of an organisation's own answers, to keep: to print, as CSV, as XLSX."""

from __future__ import annotations

from collections.abc import Iterator

from django.http.response import HttpResponseBase
from django.utils.timezone import localdate

from spinney.base.web.export import csv_response, file_name, xlsx_response
from spinney.diagnostics.queries.answers import Desk, said
from spinney.diagnostics.states import Mode
from spinney.diagnostics.views.seat import Seat

HEADER = ("Part", "Number", "Question", "Answer", "Code")


def copy(seat: Seat) -> HttpResponseBase:
    """All answers on one page, to print or to keep."""
    desk = seat.desk()
    sections: dict[str, list[tuple[str, str]]] = {}
    for part, number, label, answer, _ in _rows(desk):
        words = f"{number}. {label}" if number else label
        sections.setdefault(part, []).append((words, answer))
    context = {
        "sections": list(sections.items()),
        "sheet": desk.sheet,
        "csv_url": seat.to("copy-csv"),
        "xlsx_url": seat.to("copy-xlsx"),
        "back_url": seat.home,
        "is_empty": not desk.answers,
        "is_gone": desk.sheet is None and seat.survey.mode == Mode.DETACHED,
    }
    return seat.page("copy_answers", context)


def as_csv(seat: Seat) -> HttpResponseBase:
    """The same as CSV."""
    name = file_name(seat.survey.title, localdate(), "csv")
    return csv_response(name, HEADER, _rows(seat.desk()))


def as_xlsx(seat: Seat) -> HttpResponseBase:
    """The same as XLSX."""
    name = file_name(seat.survey.title, localdate(), "xlsx")
    return xlsx_response(name, HEADER, _rows(seat.desk()), "Answers")


def _rows(desk: Desk) -> Iterator[tuple[str, int | str, str, str, str]]:
    for page in desk.way.pages:
        for one in page.asked:
            if one.takes_answer:
                words = said(desk.instrument, one.question, one.answer)
                yield page.section.title, page.round or "", one.label, words, one.key
