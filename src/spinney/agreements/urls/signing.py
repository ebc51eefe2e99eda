"""Addresses of signing: put out, sign, forward, decline, on paper."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import scans, sign, signing

HERE = "clusters/<int:cluster_id>/agreements/<int:agreement_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{HERE}put-out/", signing.put_out, name="put-out"),
    path(f"{HERE}sign/", sign.sign, name="sign"),
    path(f"{HERE}sign/<slug:step>/", sign.sign, name="sign"),
    path(f"{HERE}signing/", signing.signing, name="signing"),
    path(f"{HERE}signing/remind/", signing.remind_signers, name="remind-signers"),
    path(f"{HERE}signing/more-time/", signing.extend_deadline, name="extend-deadline"),
    path(f"{HERE}signing/take-back/", signing.take_back_signing, name="take-back-signing"),
    path(f"{HERE}signing/<int:asked_id>/ask-anew/", signing.ask_anew, name="ask-anew"),
    path(f"{HERE}signing/<int:asked_id>/scan/", scans.send_scan, name="send-scan"),
    path(f"{HERE}scans/<int:scan_id>/", scans.fetch_scan, name="fetch-scan"),
    path(f"{HERE}scans/<int:scan_id>/confirm/", scans.confirm_scan, name="confirm-scan"),
    path(f"{HERE}scans/<int:scan_id>/refuse/", scans.refuse_scan, name="refuse-scan"),
    path(f"{HERE}authorities/<int:authority_id>/", scans.fetch_authority, name="fetch-authority"),
]
