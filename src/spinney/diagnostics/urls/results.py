"""Addresses of results: what a survey shows, and to whom."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import (
    fragility,
    named_results,
    publishing,
    results,
    suggestions,
    texts,
)

SURVEY = "<place:place>/surveys/<int:survey_id>/"
NAMED = SURVEY + "named-results/"
TEXT = SURVEY + "texts/<slug:token>/"
urlpatterns = [
    path(SURVEY + "results/", results.results, name="results"),
    path(SURVEY + "publish-results/", publishing.publish_results, name="publish-results"),
    path(
        SURVEY + "results/<int:number>/withdraw-results/",
        publishing.withdraw_results,
        name="withdraw-results",
    ),
    path(NAMED, named_results.named_results, name="named-results"),
    path(
        NAMED + "<int:asked_id>/", named_results.organisation_answers, name="organisation-answers"
    ),
    path(NAMED + "<str:key>/set-upgrade/", named_results.set_upgrade, name="set-upgrade"),
    path(SURVEY + "compared-results/", results.compared_results, name="compared-results"),
    path(SURVEY + "suggest-themes/", suggestions.suggest_themes, name="suggest-themes"),
    path("<place:place>/fragility/", fragility.fragility, name="fragility"),
    path(SURVEY + "texts/", texts.texts, name="texts"),
    path(TEXT + "clear-text/", texts.clear_text, name="clear-text"),
    path(TEXT + "withhold-text/", texts.withhold_text, name="withhold-text"),
    path(TEXT + "reread-text/", texts.reread_text, name="reread-text"),
]
