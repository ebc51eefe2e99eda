"""Addresses of unpaid time and things given."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import contributions

ALL = "clusters/<int:cluster_id>/money/contributions/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, contributions.contributions, name="contributions"),
    path(f"{ALL}note-contribution/", contributions.note_contribution, name="note-contribution"),
    path(
        f"{ALL}ask-for-contributions/",
        contributions.ask_for_contributions,
        name="ask-for-contributions",
    ),
    path(f"{ONE}edit-contribution/", contributions.edit_contribution, name="edit-contribution"),
    path(
        f"{ONE}remove-contribution/", contributions.remove_contribution, name="remove-contribution"
    ),
    path(
        f"{ONE}restore-contribution/",
        contributions.restore_contribution,
        name="restore-contribution",
    ),
]
