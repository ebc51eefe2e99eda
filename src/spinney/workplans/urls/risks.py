"""Addresses of risks."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.workplans.views import risks

ALL = "clusters/<int:cluster_id>/risks/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, risks.risks, name="risks"),
    path(f"{ALL}add-risk/", risks.add_risk, name="add-risk"),
    path(ONE, risks.risk, name="risk"),
    path(f"{ONE}edit-risk/", risks.edit_risk, name="edit-risk"),
    path(f"{ONE}review-risk/", risks.review_risk, name="review-risk"),
    path(f"{ONE}remove-risk/", risks.remove_risk, name="remove-risk"),
    path(f"{ONE}restore-risk/", risks.restore_risk, name="restore-risk"),
]
