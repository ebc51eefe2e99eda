"""Addresses of the support directory."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import requests, support

HERE = "<place:place>/support/"
ONE = f"{HERE}<int:support_id>/"
ASKED = "<place:place>/requests/"
REQUEST = f"{ASKED}<int:request_id>/"

urlpatterns = [
    path(HERE, support.supports, name="supports"),
    path(f"{HERE}add-support/", support.add_support, name="add-support"),
    path(f"{HERE}take-up/", support.take_up, name="take-up"),
    path(f"{HERE}take-up/<int:take_up_id>/end-take-up/", support.end_take_up, name="end-take-up"),
    path(
        f"{HERE}take-up/<int:take_up_id>/take-back-take-up/",
        support.take_back_take_up,
        name="take-back-take-up",
    ),
    path(ONE, support.support, name="support"),
    path(f"{ONE}edit-support/", support.edit_support, name="edit-support"),
    path(f"{ONE}check-support/", support.check_support, name="check-support"),
    path(f"{ONE}end-support/", support.end_support, name="end-support"),
    path(f"{ONE}reopen-support/", support.reopen_support, name="reopen-support"),
    path(f"{ONE}note-take-up/", support.note_take_up, name="note-take-up"),
    path(ASKED, requests.requests, name="requests"),
    path(f"{ASKED}ask-for-support/", requests.ask_for_support, name="ask-for-support"),
    path(REQUEST, requests.request, name="request"),
    path(f"{REQUEST}route-request/", requests.route_request, name="route-request"),
    path(f"{REQUEST}answer-request/", requests.answer_request, name="answer-request"),
    path(f"{REQUEST}finish-request/", requests.finish_request, name="finish-request"),
    path(f"{REQUEST}close-request/", requests.close_request, name="close-request"),
    path(f"{REQUEST}reopen-request/", requests.reopen_request, name="reopen-request"),
]
