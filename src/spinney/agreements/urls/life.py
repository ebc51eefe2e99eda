"""Addresses of the life of agreements: in force, varied, renewed, ended, joined and left; what is
due.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import duties, duty_calendar, leaving, life

HERE = "clusters/<int:cluster_id>/agreements/"
ONE = HERE + "<int:agreement_id>/"
DUTY = HERE + "duties/<int:duty_id>/"
PARTY = ONE + "parties/<int:party_id>/"

urlpatterns: list[URLPattern] = [
    path(ONE + "versions/", life.versions, name="versions"),
    path(ONE + "vary-agreement/", life.vary_agreement, name="vary-agreement"),
    path(ONE + "renew-agreement/", life.renew_agreement, name="renew-agreement"),
    path(ONE + "ask-to-end/", life.ask_to_end, name="ask-to-end"),
    path(ONE + "end-agreement/", life.end_agreement, name="end-agreement"),
    path(ONE + "undo-end/", life.undo_end, name="undo-end"),
    path(ONE + "joiners/", life.joiners, name="joiners"),
    path(
        ONE + "start-accession/<int:organisation_id>/",
        life.start_accession,
        name="start-accession",
    ),
    path(HERE + "duties/", duties.duties, name="duties"),
    path(ONE + "note-duty/", duties.note_duty, name="note-duty"),
    path(DUTY, duties.duty, name="duty"),
    path(DUTY + "edit-duty/", duties.edit_duty, name="edit-duty"),
    path(DUTY + "finish-duty/", duties.finish_duty, name="finish-duty"),
    path(DUTY + "reopen-duty/", duties.reopen_duty, name="reopen-duty"),
    path(DUTY + "drop-duty/", duties.drop_duty, name="drop-duty"),
    path(HERE + "follow-duties/", duty_calendar.follow_duties, name="follow-duties"),
    path(
        HERE + "stop-following-duties/",
        duty_calendar.stop_following_duties,
        name="stop-following-duties",
    ),
    path("duties-calendar/<str:secret>/", duty_calendar.duties_calendar, name="duties-calendar"),
    path(PARTY + "leaving/", leaving.leaving, name="leaving"),
    path(PARTY + "give-notice/", leaving.give_notice, name="give-notice"),
    path(PARTY + "take-back-notice/", leaving.take_back_notice, name="take-back-notice"),
    path(PARTY + "settle-duty/<int:duty_id>/", leaving.settle_duty, name="settle-duty"),
    path(PARTY + "say-relations/", leaving.say_relations, name="say-relations"),
    path(
        PARTY + "start-exit-agreement/",
        leaving.start_exit_agreement,
        name="start-exit-agreement",
    ),
]
