"""Addresses of the ledger of savings."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import saving_claims, savings

ALL = "clusters/<int:cluster_id>/purchasing/savings/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, savings.savings, name="savings"),
    path(f"{ALL}claim-saving/", saving_claims.claim_saving, name="claim-saving"),
    path(ONE, savings.saving, name="saving"),
    path(f"{ONE}edit-saving/", saving_claims.edit_saving, name="edit-saving"),
    path(f"{ONE}confirm-saving/", savings.confirm_saving, name="confirm-saving"),
    path(f"{ONE}refuse-saving/", savings.refuse_saving, name="refuse-saving"),
    path(f"{ONE}withdraw-saving/", savings.withdraw_saving, name="withdraw-saving"),
    path(f"{ONE}restore-saving/", savings.restore_saving, name="restore-saving"),
    path(f"{ONE}look-again/", savings.look_again, name="look-again"),
    path(
        "organisations/<int:organisation_id>/spending/savings/",
        savings.own_savings,
        name="own-savings",
    ),
    path(
        "programmes/<int:programme_id>/purchasing/savings/",
        savings.programme_savings,
        name="programme-savings",
    ),
]
