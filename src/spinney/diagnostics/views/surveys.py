"""Surveys of a cluster or programme: the list, one survey's page, and setting one up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Role, Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.post.outbox import deliveries
from spinney.base.record.record import subject_of
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.jobs import shown
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.forms.surveys import (
    DAYS_TO_ANSWER,
    AgainForm,
    ModeForm,
    SurveyForm,
    WordsForm,
)
from spinney.diagnostics.models import Survey
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries import survey_page, who_sees
from spinney.diagnostics.queries import surveys as read
from spinney.diagnostics.states import Mode, SurveyState
from spinney.diagnostics.views.places import Place, place_of
from spinney.diagnostics.views.survey_tables import (
    asked_table,
    survey_address,
    survey_status,
    surveys_table,
)

TITLE = "Surveys"


def around(place: Place, survey: Survey | None = None, *more: tuple[str, str]) -> dict[str, Any]:
    """What every page of surveys shows: whose it is, and the way there."""
    here = [(TITLE, reverse("diagnostics:surveys", args=[place.scope]) if survey or more else "")]
    if survey is not None:
        here.append((survey.title, survey_address(survey) if more else ""))
    caption = survey.title if survey and more else place.name
    trail = place.trail(*here, *more)
    found = {"place": place, "survey": survey, "trail": trail, "caption": caption}
    return found | ({"brand": place.brand} if place.brand else {})


@guard(policies, "surveys", scope="place")
@require_safe
def surveys(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """The surveys of a cluster or programme, as far as she may know of them."""
    where = place_of(request, place)
    runs = rules.runs(request.actor, place)
    opens = runs or bool(request.actor.roles_in(place) - {Role.OBSERVER})
    rows = read.with_counts(read.surveys_in(request.actor, place))
    listing = surveys_table(runs=runs, opens=opens).listing(
        request, rows, file_name=f"{where.name} surveys"
    )
    removed = list(read.removed_in(request.actor, place, now())) if runs else []
    context = {
        "listing": listing, "runs": runs, "opens": opens, "removed": removed, **around(where),
    }  # fmt: skip
    return listing.export() or render(request, "diagnostics/surveys.html", context)


@guard(policies, "survey", scope="place")
@require_safe
def survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponseBase:
    """One survey: for members what it promises and how far it is; for those who run it also who is
    asked, and what there is to do.
    """
    found = read.survey_for(request.actor, place, survey_id)
    where = place_of(request, place)
    context: dict[str, Any] = {
        "status": survey_status(found),
        "page_of": survey_page.page_of(request.actor, found, now()),
        **around(where, found),
    }
    if not rules.runs(request.actor, place):
        return render(request, "diagnostics/survey.html", context)
    rows = read.asked_in(request.actor, found)
    fared = deliveries(subject_of(one) for one in rows)
    table = asked_table(found, request.actor, fared)
    listing = table.listing(request, rows, file_name=f"{found.title} asked")
    work = survey_page.letters_being_written(request.actor, found)
    context |= {
        "listing": listing,
        "work": shown(work) if work else None,
        "failed": [one for one in fared.values() if one.failed],
    }
    return listing.export() or render(request, "diagnostics/run_survey.html", context)


@guard(policies, "make_survey", scope="place")
def make_survey(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Set up a survey: what is asked, in which words, who sees what, until when."""
    rules.check_runs(request.actor, place)
    where = place_of(request, place)
    form = SurveyForm(
        posted(request),
        offered=read.instruments_offered(request.actor, place),
        promises=who_sees.promises(where.of, rules.SMALLEST_GROUP),
        today=localdate(),
        initial={"asks": request.GET.get("asks", "")},
    )
    made = attempt(
        request,
        form,
        lambda: actions.make_survey(place=where.of, text=form.said(), by=request.actor, now=now()),
    )
    if made:
        say(request, f"“{made.title}” is set up. Choose next who is asked.")
        return redirect(survey_address(made))
    context = {"form": form, "deed": "Set up the survey", **around(where, None, ("Set up", ""))}
    return render(request, "diagnostics/make_survey.html", context)


@guard(policies, "edit_survey", scope="place")
def edit_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Change a survey: all of it while it is set up, its words while it is open."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rules.check_words_can_change(found)
    where = place_of(request, place)
    form = _edit_form(request, where, found)
    edited = attempt(
        request,
        form,
        lambda: actions.edit_survey(
            survey=found,
            text=_text_from(form, found),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if edited:
        say(request, f"“{edited.title}” is changed.")
        return redirect(survey_address(edited))
    context = {"form": form, "deed": "Save", **around(where, found, ("Change", ""))}
    return render(request, "diagnostics/edit_survey.html", context)


def _edit_form(request: SpinneyRequest, place: Place, found: Survey) -> SurveyForm | WordsForm:
    if found.state != SurveyState.DRAFT:
        start = {"title": found.title, "text": found.text, "version": found.version}
        return WordsForm(posted(request), initial=start)
    return SurveyForm(
        posted(request),
        offered=read.instruments_offered(request.actor, place.scope),
        promises=who_sees.promises(place.of, found.minimum),
        today=localdate(),
        initial=SurveyForm.initial_of(found),
    )


def _text_from(form: SurveyForm | WordsForm, found: Survey) -> actions.SurveyText:
    if isinstance(form, SurveyForm):
        return form.said()
    given = form.cleaned_data
    return actions.SurveyText(
        asks=found.asks,
        title=given["title"],
        text=given["text"],
        closes_at=found.closes_at,
        mode=Mode(found.mode),
        minimum=found.minimum,
    )


@guard(policies, "change_mode", scope="place")
def change_mode(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Change who sees what, before anybody has answered; everybody asked is told."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rules.check_mode_can_change(found)
    where = place_of(request, place)
    form = ModeForm(
        posted(request),
        promises=who_sees.promises(where.of, found.minimum),
        initial={"mode": found.mode, "minimum": found.minimum},
    )
    changed = attempt(
        request,
        form,
        lambda: actions.change_mode(
            survey=found,
            mode=Mode(form.cleaned_data["mode"]),
            minimum=form.cleaned_data["minimum"],
            why=form.cleaned_data["why"],
            by=request.actor,
            now=now(),
        ),
    )
    if changed:
        say(request, "Who sees what is changed. Everybody who was asked is being told.")
        return redirect(survey_address(found))
    context = {
        "form": form, "deed": "Change it and tell everybody",
        **around(where, found, ("Who sees what", "")),
    }  # fmt: skip
    return render(request, "diagnostics/change_mode.html", context)


@guard(policies, "remove_survey", scope="place")
def remove_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Throw away a survey that was never opened; what will be gone is said first."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rules.check_is_draft(found)
    where = place_of(request, place)
    if request.method == "POST":
        actions.remove_survey(survey=found, by=request.actor, now=now())
        undo = reverse("diagnostics:restore-survey", args=[place, survey_id])
        say(request, f"“{found.title}” is removed. Nobody had been written to.", undo_url=undo)
        return redirect("diagnostics:surveys", place)
    context = {
        "n_asked": read.how_far(found).asked,
        "deed": "Remove it",
        "back_url": survey_address(found),
        **around(where, found, ("Remove", "")),
    }
    return render(request, "diagnostics/remove_survey.html", context)


@guard(policies, "restore_survey", scope="place")
@require_POST
def restore_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Bring a survey back that was removed."""
    removed = read.removed_in(request.actor, place, now()).filter(pk=survey_id).first()
    if removed is None:
        raise NotFound("There is no such survey to bring back.")
    actions.restore_survey(survey=removed, by=request.actor, now=now())
    say(request, f"“{removed.title}” is back.")
    return redirect(survey_address(removed))


@guard(policies, "duplicate_survey", scope="place")
def duplicate_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Set up the same survey once more, with nobody asked yet."""
    return _again(request, place, survey_id, follows=False)


@guard(policies, "ask_again", scope="place")
def ask_again(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Set up a follow-up: the same questions to the same organisations, to see what has changed."""
    return _again(request, place, survey_id, follows=True)


def _again(request: SpinneyRequest, place: Scope, survey_id: int, *, follows: bool) -> HttpResponse:
    found = read.survey_run_by(request.actor, place, survey_id)
    if follows:
        rules.check_was_opened(found)
    where = place_of(request, place)
    name = f"{found.title}, asked again" if follows else f"Copy of {found.title}"
    closes_on = localdate() + timedelta(days=DAYS_TO_ANSWER)
    form = AgainForm(
        posted(request), today=localdate(), initial={"title": name[:200], "closes_on": closes_on}
    )
    deed = actions.ask_again if follows else actions.duplicate_survey
    made = attempt(
        request,
        form,
        lambda: deed(
            survey=found,
            title=form.cleaned_data["title"],
            closes_at=form.closes_at,
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        say(request, f"“{made.title}” is set up. Look it over, then open it.")
        return redirect(survey_address(made))
    words = "Ask again" if follows else "Make a copy"
    context = {"form": form, "deed": words, **around(where, found, (words, ""))}
    template = "ask_again" if follows else "duplicate_survey"
    return render(request, f"diagnostics/{template}.html", context)
