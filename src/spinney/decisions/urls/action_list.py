"""Addresses of the list of who does what."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import action_list

ALL = "clusters/<int:cluster_id>/action-list/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, action_list.action_list, name="action-list"),
    path(f"{ALL}add-action/", action_list.add_action, name="add-action"),
    path(f"{ALL}action-calendar/", action_list.action_calendar, name="action-calendar"),
    path(ONE, action_list.action_item, name="action-item"),
    path(f"{ONE}edit-action/", action_list.edit_action, name="edit-action"),
    path(f"{ONE}finish-action/", action_list.finish_action, name="finish-action"),
    path(f"{ONE}drop-action/", action_list.drop_action, name="drop-action"),
    path(f"{ONE}reopen-action/", action_list.reopen_action, name="reopen-action"),
]
