"""Addresses of micro-grants."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import microgrants, rounds

ALL = "clusters/<int:cluster_id>/money/micro-grants/"
ROUND = f"{ALL}<int:pk>/"
GRANT = f"{ALL}applications/<int:pk>/"

_OF_ROUNDS = (
    "edit_round", "open_round", "close_round", "put_round_to_vote", "invite_applicant",
)  # fmt: skip
_OF_GRANTS = (
    "approve_micro_grant", "decline_micro_grant", "reconsider_micro_grant",
    "withdraw_micro_grant", "pay_micro_grant", "report_micro_grant", "return_micro_grant_report",
)  # fmt: skip


def _slug(deed: str) -> str:
    return deed.replace("_", "-")


urlpatterns: list[URLPattern] = [
    path(ALL, rounds.micro_grants, name="micro-grants"),
    path(f"{ALL}start-round/", rounds.start_round, name="start-round"),
    path(ROUND, rounds.micro_grant_round, name="micro-grant-round"),
    path(
        f"{ROUND}apply-micro-grant/", microgrants.apply_micro_grant, name="apply-micro-grant"
    ),
    *(path(f"{ROUND}{_slug(d)}/", getattr(rounds, d), name=_slug(d)) for d in _OF_ROUNDS),
    path(GRANT, microgrants.micro_grant, name="micro-grant"),
    *(path(f"{GRANT}{_slug(d)}/", getattr(microgrants, d), name=_slug(d)) for d in _OF_GRANTS),
]  # fmt: skip
