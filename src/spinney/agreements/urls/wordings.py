"""Addresses of the templates that come with Spinney."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.urls.agreements import HERE, ONE
from spinney.agreements.views import newer_templates, wordings

ALL = HERE + "templates/"
TEMPLATE = ALL + "<slug:key>/"
urlpatterns: list[URLPattern] = [
    path(ALL, wordings.templates, name="templates"),
    path(ALL + "choose-template/", wordings.choose_template, name="choose-template"),
    path(TEMPLATE, wordings.template, name="template"),
    path(TEMPLATE + "print-template/", wordings.print_template, name="print-template"),
    path(TEMPLATE + "export-template/", wordings.export_template, name="export-template"),
    path(ONE + "newer-template/", newer_templates.newer_template, name="newer-template"),
    path(
        ONE + "newer-template/keep-our-words/",
        newer_templates.keep_our_words,
        name="keep-our-words",
    ),
]
