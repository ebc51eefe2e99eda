"""Addresses of what members share of their spending."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import (
    given_by_link,  # noqa: F401  (behind the links that members get)
    shares,
)

HERE = "clusters/<int:cluster_id>/purchasing/shares/"

urlpatterns: list[URLPattern] = [
    path(HERE, shares.spend_shares, name="spend-shares"),
    path(HERE + "ask-for-spend/", shares.ask_for_spend, name="ask-for-spend"),
    path(HERE + "remind-of-spend/", shares.remind_of_spend, name="remind-of-spend"),
    path(HERE + "preview-share/", shares.preview_share, name="preview-share"),
    path(HERE + "share-spend/", shares.share_spend, name="share-spend"),
    path(HERE + "renew-share/", shares.renew_share, name="renew-share"),
    path(HERE + "take-back-share/", shares.take_back_share, name="take-back-share"),
]
