"""Addresses of what happens at a meeting, and of its minutes."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import minutes, taking_minutes

ONE = "clusters/<int:cluster_id>/meetings/<int:meeting_id>/"
ITEM = ONE + "items/<int:item_id>/"
CORRECTION = ONE + "corrections/<str:key>/"

urlpatterns: list[URLPattern] = [
    path(ONE + "begin-meeting/", taking_minutes.begin_meeting, name="begin-meeting"),
    path(ONE + "take-minutes/", taking_minutes.take_minutes, name="take-minutes"),
    path(ONE + "note-presences/", taking_minutes.note_presences, name="note-presences"),
    path(ITEM + "note-item/", taking_minutes.note_item, name="note-item"),
    path(ONE + "note-minutes/", taking_minutes.note_minutes, name="note-minutes"),
    path(ONE + "decide-at-meeting/", taking_minutes.decide_at_meeting, name="decide-at-meeting"),
    path(
        ONE + "undertake-at-meeting/", taking_minutes.undertake_at_meeting,
        name="undertake-at-meeting",
    ),
    path(ONE + "end-meeting/", taking_minutes.end_meeting, name="end-meeting"),
    path(ONE + "minutes/", minutes.minutes, name="minutes"),
    path(ONE + "minutes-document/", minutes.minutes_document, name="minutes-document"),
    path(ONE + "send-minutes/", minutes.send_minutes, name="send-minutes"),
    path(ONE + "take-back-minutes/", minutes.take_back_minutes, name="take-back-minutes"),
    path(ONE + "ask-correction/", minutes.ask_correction, name="ask-correction"),
    path(CORRECTION + "settle-correction/", minutes.settle_correction, name="settle-correction"),
    path(CORRECTION + "carry-correction/", minutes.carry_correction, name="carry-correction"),
    path(ONE + "approve-minutes/", minutes.approve_minutes, name="approve-minutes"),
]  # fmt: skip
