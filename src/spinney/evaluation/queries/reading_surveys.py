"""Figures of a report on surveys: how many were done, and what was published of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.web.components.words import day, span
from spinney.diagnostics import api as diagnostics
from spinney.evaluation.bridge.figures import Asked, Drawn, Gathered, Reading, Rows, add_figures

LIST, RESULTS = "table_surveys", "results_"
TAKEN_BACK = "These results were taken back."


@add_figures("Surveys")
def surveys(asked: Asked) -> Iterator[Reading | Drawn]:
    """Surveys that were opened in the time of the report, and the newest published results of each.
    What is withheld in the results is withheld here: these are the published words.
    """
    path = reverse("diagnostics:surveys", args=[asked.scope])
    told = [(at, one) for at in places_of(asked) for one in diagnostics.surveys_told(at)]
    opened = [
        one for _, one in told if one.opened_on and asked.first <= one.opened_on <= asked.last
    ]
    done = sum(one.is_closed for one in opened)
    source = f"Surveys that were opened {span(asked.first, asked.last)} and are closed."
    yield Reading("surveys_done", "Surveys done", f"{done:,}", source, path)
    after = sum(one.is_closed and one.follows_up for one in opened)
    again = "Of these, those that ask an earlier survey’s questions again."
    yield Reading("follow_up_surveys_done", "Follow-up surveys done", f"{after:,}", again, path)
    rows = tuple(
        (
            one.title, day(one.opened_on), f"{one.asked:,}",
            "not published" if one.answered is None else f"{one.answered:,}",
        )
        for one in opened
    )  # fmt: skip
    header = ("Survey", "Opened", "Asked", "Answered")
    yield Rows(LIST, "Surveys", header, rows, source, path)
    yield from _results(asked, {one.survey_id for one in opened})


def places_of(asked: Asked) -> list[Scope]:
    """Where its surveys stand: a programme's own, and those of its clusters."""
    inside = [cluster_scope(one.pk) for one in asked.groups]
    return [asked.scope, *inside] if asked.of_programme else inside


def _results(asked: Asked, wanted: set[int]) -> Iterator[Rows]:
    for at in places_of(asked):
        for one in diagnostics.published_told(at):
            if one.survey_id in wanted:
                yield Rows(
                    f"{RESULTS}{one.name}", f"What came of “{one.title}”",
                    ("Question", "Of what", "Answers"), one.rows,
                    f"The results published on {day(one.published_at)}. What is not shown there, so"
                    " that nobody’s answers can be worked out, is not shown here.",
                    reverse("diagnostics:results", args=[at, one.survey_id]),
                )  # fmt: skip


def without_taken_back(found: Gathered, asked: Asked) -> Gathered:
    """What a finished report keeps, without results that were taken back since: they are to be read
    nowhere any more. One query a place; none for a report without results.
    """
    results = [key for key in found.pictures if key.startswith(RESULTS)]
    if not results:
        return found
    stand = {
        f"{RESULTS}{name}" for at in places_of(asked) for name in diagnostics.still_published(at)
    }
    pictures = {
        key: one if key not in results or key in stand else _emptied(one)
        for key, one in found.pictures.items()
    }
    return replace(found, pictures=pictures)


def _emptied(one: Drawn) -> Drawn:
    return Rows(one.key, one.title, ("",), ((TAKEN_BACK,),), TAKEN_BACK, one.path)
