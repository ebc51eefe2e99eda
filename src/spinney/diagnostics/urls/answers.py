"""Addresses of answers: given from a link, on paper or in a spreadsheet."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import answering, keyed_sheets

ONE = "<place:place>/surveys/<int:survey_id>/"
SHEETS = ONE + "sheets/"
urlpatterns = [
    path(ONE + "answer-survey/", answering.answer_survey, name="answer-survey"),
    path(ONE + "answer-survey/<slug:step>/", answering.answer_survey, name="answer-survey"),
    path(SHEETS, keyed_sheets.keyed_sheets, name="keyed-sheets"),
    path(SHEETS + "template/", keyed_sheets.sheet_template, name="sheet-template"),
    path(SHEETS + "key-in-sheet/", keyed_sheets.key_in_sheet, name="key-in-sheet"),
    path(SHEETS + "<int:asked_id>/key-in-sheet/", keyed_sheets.key_in_sheet, name="key-in-sheet"),
    path(SHEETS + "<int:asked_id>/load-sheet/", keyed_sheets.load_sheet, name="load-sheet"),
]
