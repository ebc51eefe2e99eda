"""Addresses of the life of agreements: in force, varied, renewed, ended, joined and left."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
