"""Addresses of themes and the rounds that narrow them."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import themes

HERE = "clusters/<int:cluster_id>/themes/"
ONE = f"{HERE}<int:theme_id>/"

urlpatterns = [
    path(HERE, themes.themes, name="themes"),
    path(f"{HERE}add-theme/", themes.add_theme, name="add-theme"),
    path(f"{HERE}rounds/", themes.rounds, name="rounds"),
    path(f"{HERE}print-ballot/", themes.print_ballot, name="print-ballot"),
    path(f"{HERE}hold-round/", themes.hold_round, name="hold-round"),
    path(
        f"{HERE}rounds/<int:round_id>/take-back-round/",
        themes.take_back_round,
        name="take-back-round",
    ),
    path(ONE, themes.theme, name="theme"),
    path(f"{ONE}edit-theme/", themes.edit_theme, name="edit-theme"),
    path(f"{ONE}merge-theme/", themes.merge_theme, name="merge-theme"),
    path(f"{ONE}choose-theme/", themes.choose_theme, name="choose-theme"),
    path(f"{ONE}restore-theme/", themes.restore_theme, name="restore-theme"),
]
