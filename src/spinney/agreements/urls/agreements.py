"""Addresses of agreements: listed, opened, thrown away, brought back, copied."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import agreements

HERE = "clusters/<int:cluster_id>/agreements/"
ONE = HERE + "<int:agreement_id>/"
urlpatterns: list[URLPattern] = [
    path(HERE, agreements.agreements, name="agreements"),
    path(ONE, agreements.agreement, name="agreement"),
    path(ONE + "read-agreement/", agreements.read_agreement, name="read-agreement"),
    path(ONE + "discard-agreement/", agreements.discard_agreement, name="discard-agreement"),
    path(
        ONE + "restore-agreement/<int:number>/",
        agreements.restore_agreement,
        name="restore-agreement",
    ),
    path(ONE + "copy-agreement/", agreements.copy_agreement, name="copy-agreement"),
]
