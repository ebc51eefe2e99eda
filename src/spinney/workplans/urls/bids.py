"""Addresses of funding bids."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.workplans.views import bids

ALL = "clusters/<int:cluster_id>/bids/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, bids.bids, name="bids"),
    path(f"{ALL}plan-bid/", bids.plan_bid, name="plan-bid"),
    path(ONE, bids.bid, name="bid"),
    path(f"{ONE}edit-bid/", bids.edit_bid, name="edit-bid"),
    path(f"{ONE}note-bid/", bids.note_bid, name="note-bid"),
    path(f"{ONE}remove-bid/", bids.remove_bid, name="remove-bid"),
    path(f"{ONE}restore-bid/", bids.restore_bid, name="restore-bid"),
]
