"""Addresses of documents: an agreement to take away, and a sealed PDF checked."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import documents

ONE = "clusters/<int:cluster_id>/agreements/<int:agreement_id>/"
NUMBER = "<int:number>/"
urlpatterns: list[URLPattern] = [
    path(f"{ONE}download-pdf/{NUMBER}", documents.download_pdf, name="download-pdf"),
    path(f"{ONE}download-word/{NUMBER}", documents.download_word, name="download-word"),
    path(f"{ONE}download-sealed/{NUMBER}", documents.download_sealed, name="download-sealed"),
    path(f"{ONE}download-pack/{NUMBER}", documents.download_pack, name="download-pack"),
    path(
        f"{ONE}download-original/<int:original>/",
        documents.download_original,
        name="download-original",
    ),
    path("verify-document/", documents.verify_document, name="verify-document"),
]
