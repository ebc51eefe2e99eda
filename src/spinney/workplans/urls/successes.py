"""Addresses of successes."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.workplans.views import successes

ALL = "clusters/<int:cluster_id>/successes/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, successes.successes, name="successes"),
    path(f"{ALL}tell-success/", successes.tell_success, name="tell-success"),
    path(ONE, successes.success, name="success"),
    path(f"{ONE}edit-success/", successes.edit_success, name="edit-success"),
    path(f"{ONE}remove-success/", successes.remove_success, name="remove-success"),
    path(f"{ONE}restore-success/", successes.restore_success, name="restore-success"),
    path(f"{ONE}cheer/", successes.cheer, name="cheer"),
    path(f"{ONE}take-back-cheer/", successes.take_back_cheer, name="take-back-cheer"),
]
