"""Addresses of agreements that were signed elsewhere."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import elsewhere

HERE = "clusters/<int:cluster_id>/agreements/"
ONE = HERE + "<int:agreement_id>/"
urlpatterns: list[URLPattern] = [
    path(HERE + "bring-in-agreement/", elsewhere.bring_in_agreement, name="bring-in-agreement"),
    path(ONE + "brought-in/", elsewhere.brought_in, name="brought-in"),
    path(ONE + "redate-original/", elsewhere.redate_original, name="redate-original"),
    path(ONE + "ask-of-original/<slug:key>/", elsewhere.ask_of_original, name="ask-of-original"),
    path(ONE + "confirm-original/", elsewhere.confirm_original, name="confirm-original"),
    path(ONE + "take-back-original/", elsewhere.take_back_original, name="take-back-original"),
]
