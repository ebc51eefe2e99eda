"""Addresses of where a cluster could save."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import opportunities

ALL = "clusters/<int:cluster_id>/purchasing/opportunities/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, opportunities.opportunities, name="opportunities"),
    path(f"{ALL}find/", opportunities.find_opportunities, name="find-opportunities"),
    path(ONE, opportunities.opportunity, name="opportunity"),
    path(f"{ONE}put-by/", opportunities.put_opportunity_by, name="put-opportunity-by"),
    path(f"{ONE}bring-back/", opportunities.bring_back_opportunity, name="bring-back-opportunity"),
]
