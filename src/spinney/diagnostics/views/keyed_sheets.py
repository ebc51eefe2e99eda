"""For whoever runs a survey: sheets that came on paper, or filled in as spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import BoundField
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import BadInput, NotFound, SpinneyError
from spinney.base.kernel.policy import allows
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import paper as actions
from spinney.diagnostics.actions import spreadsheets
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.paper import pages_on_paper
from spinney.diagnostics.engine.walking import Page
from spinney.diagnostics.forms.answers import AGREES, FilledForm, SheetForm, WhoseForm
from spinney.diagnostics.models import Asked, Survey
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.queries.answers import whose_sheet
from spinney.diagnostics.queries.surveys import survey_run_by
from spinney.diagnostics.states import Mode
from spinney.diagnostics.views.answer_sheets import (
    latest,
    looked_over,
    read_file,
    template_response,
)
from spinney.diagnostics.views.places import place_of


def _survey(request: SpinneyRequest, place: Scope, survey_id: int) -> Survey:
    survey = survey_run_by(request.actor, place, survey_id)
    rules.check_keys_in(request.actor, survey)
    rules.check_paper_can_come(survey)
    return survey


def _page(
    request: SpinneyRequest, survey: Survey, template: str, context: Mapping[str, object]
) -> HttpResponseBase:
    place = place_of(request, survey.scope)
    whose = template != "keyed_sheets" and survey.mode != Mode.DETACHED
    above = "keyed-sheets" if whose else "survey"
    back = reverse(f"diagnostics:{above}", args=[survey.scope, survey.pk])
    here = {"survey": survey, "place": place, "brand": place.brand, "back_url": back}
    return render(request, f"diagnostics/{template}.html", {**here, **context})


@guard(policies, "keyed_sheets", scope="place")
def keyed_sheets(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponseBase:
    """Choose whose sheet has come; in a detached survey straight on to keying in."""
    survey = _survey(request, place, survey_id)
    if survey.mode == Mode.DETACHED:
        return redirect("diagnostics:key-in-sheet", place, survey_id)
    rows = list(whose_sheet(survey))
    form = WhoseForm(posted(request), rows=rows)
    if form.is_bound and form.is_valid():
        which = form.cleaned_data["asked"]
        if request.POST.get("do") == "spreadsheet":
            return redirect("diagnostics:load-sheet", place, survey_id, which)
        return redirect("diagnostics:key-in-sheet", place, survey_id, which)
    context = {"form": form, "rows": rows, "deed": "Key in a sheet on paper"}
    return _page(request, survey, "keyed_sheets", context)


def _one(survey: Survey, asked_id: int | None) -> Asked | None:
    if asked_id is None:
        if survey.mode != Mode.DETACHED:
            raise NotFound("Choose first whose sheet it is.")
        return None
    found = whose_sheet(survey).filter(pk=asked_id).first()
    if found is None:
        raise NotFound("This organisation is not asked in this survey.")
    return found


@guard(policies, "key_in_sheet", scope="place")
def key_in_sheet(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int | None = None
) -> HttpResponseBase:
    """A whole sheet on one page, in the order of the paper, quick by keyboard."""
    survey = _survey(request, place, survey_id)
    asked = _one(survey, asked_id)
    pages = pages_on_paper(definition_of(survey.asks), today=localdate())
    form = SheetForm(posted(request), pages=pages, agrees=survey.mode == Mode.GROUP)
    if form.is_bound and form.is_valid():
        try:
            sent = actions.key_in_sheet(
                survey=survey,
                asked=asked,
                answers=form.said(),
                agrees=bool(form.cleaned_data.get(AGREES)),
                by=request.actor,
                now=now(),
            )
        except BadInput as error:
            _put_beside(form, error)
        else:
            say(request, _told(asked, sent))
            return redirect("diagnostics:keyed-sheets", place, survey_id)
    context = {
        "form": form,
        "asked": asked,
        "groups": _groups(form, pages),
        "deed": "Take this sheet",
        "detached": survey.mode == Mode.DETACHED,
    }
    return _page(request, survey, "key_in_sheet", context)


def _groups(form: SheetForm, pages: list[Page]) -> list[tuple[str, list[BoundField]]]:
    """The form's fields by section or round, as headings on the page."""
    found = []
    for page in pages:
        names = [form.keys[one.key] for one in page.asked if one.takes_answer]
        found.append((page.title, [form[name] for name in names]))
    return found


def _put_beside(form: SheetForm, error: BadInput) -> None:
    placed = False
    for key, words in error.fields.items():
        if key in form.keys:
            form.add_error(form.keys[key], words)
            placed = True
    if not placed:
        form.add_error(None, str(error))


def _told(asked: Asked | None, sent: bool) -> str:
    if asked is None:
        return "The sheet is among the others, without a name. It cannot be changed any more."
    name = asked.organisation.name
    wrote = " We have written to it, to look it over." if asked.email else ""
    if sent:
        return f"The sheet of {name} is in and counts as sent.{wrote}"
    return (
        f"The sheet of {name} is in, but does not count yet: it says first which of two answers"
        f" holds, or that it agrees to be named.{wrote}"
    )


@guard(policies, "load_sheet", scope="place")
def load_sheet(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int
) -> HttpResponseBase:
    """A spreadsheet that an organisation filled in and sent: read, looked over, taken."""
    survey = _survey(request, place, survey_id)
    asked = _one(survey, asked_id)
    assert asked is not None  # noqa: S101  (the address names one)
    if request.POST.get("do") in ("take", "take-back"):
        return _take(request, place, survey, asked)
    form = FilledForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            filled = read_file(form.cleaned_data["file"], survey.asks)
        except SpinneyError as error:
            form.add_error("file", str(error))
        else:
            spreadsheets.read_spreadsheet(asked=asked, filled=filled, by=request.actor, now=now())
            return redirect("diagnostics:load-sheet", place, survey_id, asked.pk)
    context = {"form": form, "asked": asked, "deed": "Look it over"}
    context |= looked_over(asked, keyed=_keys_in(request, asked))
    return _page(request, survey, "load_sheet", context)


def _keys_in(request: SpinneyRequest, asked: Asked) -> bool:
    """Whether she sits here as one who runs the survey, and does not answer for it herself."""
    return not allows(rules.check_answers_for, request.actor, asked)


def _take(request: SpinneyRequest, place: Scope, survey: Survey, asked: Asked) -> HttpResponseBase:
    upload = latest(asked, keyed=_keys_in(request, asked))
    if upload is not None and not upload.problems:
        upload.sheet.asked = asked
        if request.POST["do"] == "take":
            spreadsheets.take_spreadsheet(upload=upload, by=request.actor, now=now())
            say(
                request, f"The answers of {asked.organisation.name} are taken from “{upload.name}”."
            )
        else:
            spreadsheets.take_back_spreadsheet(upload=upload, by=request.actor, now=now())
            say(request, "The answers are taken out again. What stood before stands again.")
    return redirect("diagnostics:load-sheet", place, survey.pk, asked.pk)


@guard(policies, "sheet_template", scope="place")
def sheet_template(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponseBase:
    """The spreadsheet to fill in, empty, to send to somebody."""
    survey = survey_run_by(request.actor, place, survey_id)
    return template_response(survey.asks, survey.title, {})
