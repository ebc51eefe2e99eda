"""Addresses of what will be left over."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import reallocations, underspend

ALL = "clusters/<int:cluster_id>/money/underspend/"
ONE = f"{ALL}<int:pk>/"

_DEEDS = (
    "edit_reallocation", "add_move", "suggest_moves", "propose_reallocation",
    "put_reallocation_to_vote", "decide_reallocation", "decline_reallocation",
    "reopen_reallocation", "carry_out_reallocation",
)  # fmt: skip

urlpatterns: list[URLPattern] = [
    path(ALL, underspend.underspend, name="underspend"),
    path(f"{ALL}lines/<int:pk>/say-forecast/", underspend.say_forecast, name="say-forecast"),
    path(
        f"{ALL}draft-reallocation/", reallocations.draft_reallocation, name="draft-reallocation"
    ),
    path(ONE, reallocations.reallocation, name="reallocation"),
    path(f"{ONE}remove-move/<int:move>/", reallocations.remove_move, name="remove-move"),
    *(
        path(
            f"{ONE}{deed.replace('_', '-')}/", getattr(reallocations, deed),
            name=deed.replace("_", "-"),
        )
        for deed in _DEEDS
    ),
]  # fmt: skip
