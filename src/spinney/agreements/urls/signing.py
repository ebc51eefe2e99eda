"""Addresses of signing: put out, sign, forward, decline, on paper."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import signing

HERE = "clusters/<int:cluster_id>/agreements/<int:agreement_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{HERE}signing/", signing.signing, name="signing"),
]
