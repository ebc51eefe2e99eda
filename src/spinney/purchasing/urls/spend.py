"""Addresses of what spending shows."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import landing, own_spend, spend, spend_prices

HOME = "clusters/<int:cluster_id>/purchasing/"
ALL = f"{HOME}spend/"
OWN = "organisations/<int:organisation_id>/own-spend/"

urlpatterns: list[URLPattern] = [
    path(HOME, landing.purchasing, name="purchasing"),
    path(ALL, spend.spend, name="spend"),
    path(f"{ALL}members/", spend.spend_members, name="spend-members"),
    path(f"{ALL}months/", spend.spend_months, name="spend-months"),
    path(f"{ALL}kinds/<slug:category>/", spend.spend_category, name="spend-category"),
    path(f"{ALL}prices/", spend_prices.spend_prices, name="spend-prices"),
    path(f"{ALL}concentration/", spend_prices.spend_concentration, name="spend-concentration"),
    path(OWN, own_spend.own_spend, name="own-spend"),
]
