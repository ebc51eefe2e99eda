"""Addresses of closing a ballot, and what it came to."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import ballot_files, exports, results

BALLOTS = "clusters/<int:cluster_id>/ballots/"
ONE = BALLOTS + "<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(BALLOTS + "look-at-file/", ballot_files.look_at_file, name="look-at-file"),
    path(BALLOTS + "import-ballot/", ballot_files.import_ballot, name="import-ballot"),
    path(ONE + "close-ballot/", results.close_ballot, name="close-ballot"),
    path(ONE + "result/", results.result, name="result"),
    path(ONE + "result-file/<str:key>/", exports.result_file, name="result-file"),
]
