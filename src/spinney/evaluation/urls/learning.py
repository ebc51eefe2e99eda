"""Addresses of learning."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.evaluation.views import learning, learning_events, spin_offs

HERE = "clusters/<int:cluster_id>/learning/"
LESSON = f"{HERE}lessons/<int:lesson_id>/"
SPIN_OFF = f"{HERE}new-things/<int:spin_off_id>/"
THERE = "programmes/<int:programme_id>/learning/"
EVENT = f"{THERE}<int:event_id>/"

urlpatterns: list[URLPattern] = [
    path(HERE, learning.learning, name="learning"),
    path(f"{HERE}tell-lesson/", learning.tell_lesson, name="tell-lesson"),
    path(f"{LESSON}edit-lesson/", learning.edit_lesson, name="edit-lesson"),
    path(f"{LESSON}remove-lesson/", learning.remove_lesson, name="remove-lesson"),
    path(f"{LESSON}restore-lesson/", learning.restore_lesson, name="restore-lesson"),
    path(f"{HERE}tell-spin-off/", spin_offs.tell_spin_off, name="tell-spin-off"),
    path(SPIN_OFF, spin_offs.spin_off, name="spin-off"),
    path(f"{SPIN_OFF}edit-spin-off/", spin_offs.edit_spin_off, name="edit-spin-off"),
    path(f"{SPIN_OFF}remove-spin-off/", spin_offs.remove_spin_off, name="remove-spin-off"),
    path(f"{SPIN_OFF}restore-spin-off/", spin_offs.restore_spin_off, name="restore-spin-off"),
    path(f"{SPIN_OFF}ask-partner/", spin_offs.ask_partner, name="ask-partner"),
    path(f"{SPIN_OFF}confirm-spin-off/", spin_offs.confirm_spin_off, name="confirm-spin-off"),
    path(f"{SPIN_OFF}refuse-spin-off/", spin_offs.refuse_spin_off, name="refuse-spin-off"),
    path(THERE, learning.programme_learning, name="programme-learning"),
    path(f"{THERE}plan-event/", learning_events.plan_event, name="plan-event"),
    path(EVENT, learning_events.learning_event, name="learning-event"),
    path(f"{EVENT}edit-event/", learning_events.edit_event, name="edit-event"),
    path(f"{EVENT}call-off-event/", learning_events.call_off_event, name="call-off-event"),
    path(f"{EVENT}plan-event-again/", learning_events.plan_event_again, name="plan-event-again"),
    path(f"{EVENT}invite-to-event/", learning_events.invite_to_event, name="invite-to-event"),
    path(f"{EVENT}note-who-came/", learning_events.note_who_came, name="note-who-came"),
]
