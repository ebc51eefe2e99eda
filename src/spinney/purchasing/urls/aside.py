"""Addresses of people that are left out."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import aside

HERE = "organisations/<int:organisation_id>/spending/aside/"

urlpatterns: list[URLPattern] = [
    path(HERE, aside.aside, name="aside"),
    path(f"{HERE}counted-names/", aside.counted_names, name="counted-names"),
    path(f"{HERE}bring-back-name/", aside.bring_back_name, name="bring-back-name"),
    path(f"{HERE}set-name-aside/", aside.set_name_aside, name="set-name-aside"),
]
