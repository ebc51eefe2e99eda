"""Addresses of surveys: set up, opened, asked, reminded, closed."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import asked, asking, survey_times, surveys

HERE = "<place:place>/surveys/"
ONE = HERE + "<int:survey_id>/"
ROW = ONE + "asked/<int:asked_id>/"
urlpatterns = [
    path(HERE, surveys.surveys, name="surveys"),
    path(HERE + "make-survey/", surveys.make_survey, name="make-survey"),
    path(ONE, surveys.survey, name="survey"),
    path(ONE + "edit-survey/", surveys.edit_survey, name="edit-survey"),
    path(ONE + "remove-survey/", surveys.remove_survey, name="remove-survey"),
    path(ONE + "restore-survey/", surveys.restore_survey, name="restore-survey"),
    path(ONE + "duplicate-survey/", surveys.duplicate_survey, name="duplicate-survey"),
    path(ONE + "ask-again/", surveys.ask_again, name="ask-again"),
    path(ONE + "change-mode/", surveys.change_mode, name="change-mode"),
    path(ONE + "open-survey/", survey_times.open_survey, name="open-survey"),
    path(ONE + "close-survey/", survey_times.close_survey, name="close-survey"),
    path(ONE + "reopen-survey/", survey_times.reopen_survey, name="reopen-survey"),
    path(ONE + "extend-survey/", survey_times.extend_survey, name="extend-survey"),
    path(ONE + "remind-asked/", survey_times.remind_asked, name="remind-asked"),
    path(ONE + "ask-members/", asking.ask_members, name="ask-members"),
    path(ONE + "ask-organisation/", asking.ask_organisation, name="ask-organisation"),
    path(ONE + "ask-several/", asking.ask_several, name="ask-several"),
    path(ONE + "ask-area/", asking.ask_area, name="ask-area"),
    path(ONE + "ask-interested/", asking.ask_interested, name="ask-interested"),
    path(ONE + "print-asked/", asked.print_asked, name="print-asked"),
    path(ROW + "correct-address/", asked.correct_address, name="correct-address"),
    path(ROW + "resend-link/", asked.resend_link, name="resend-link"),
    path(ROW + "stop-asking/", asked.stop_asking, name="stop-asking"),
    path(ROW + "ask-after-all/", asked.ask_after_all, name="ask-after-all"),
]
