"""Addresses of the resource inventory."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import inventory

HERE = "clusters/<int:cluster_id>/inventory/"
ONE = f"{HERE}<int:item_id>/"

urlpatterns = [
    path(HERE, inventory.inventory, name="inventory"),
    path(f"{HERE}add-item/", inventory.add_item, name="add-item"),
    path(f"{HERE}items-from-answers/", inventory.items_from_answers, name="items-from-answers"),
    path(f"{HERE}confirm-items/", inventory.confirm_items, name="confirm-items"),
    path(ONE, inventory.item, name="item"),
    path(f"{ONE}edit-item/", inventory.edit_item, name="edit-item"),
    path(f"{ONE}end-item/", inventory.end_item, name="end-item"),
    path(f"{ONE}reopen-item/", inventory.reopen_item, name="reopen-item"),
    path(f"{ONE}note-match/<int:other_id>/", inventory.note_match, name="note-match"),
    path(f"{ONE}forget-match/<int:other_id>/", inventory.forget_match, name="forget-match"),
]
