"""Addresses of voting, interests, proxies, objections, receipts."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
