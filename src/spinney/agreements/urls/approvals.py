"""Addresses of agreeing to a version by the rule in force."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import approvals

ONE = "clusters/<int:cluster_id>/agreements/<int:agreement_id>/"
ASKED = ONE + "approvals/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ONE + "ask-to-agree/", approvals.ask_to_agree, name="ask-to-agree"),
    path(ONE + "record-decision/", approvals.record_decision, name="record-decision"),
    path(ASKED, approvals.approval, name="approval"),
    path(ASKED + "agree-to-version/", approvals.agree_to_version, name="agree-to-version"),
    path(ASKED + "remind-to-agree/", approvals.remind_to_agree, name="remind-to-agree"),
    path(ASKED + "extend-approval/", approvals.extend_approval, name="extend-approval"),
    path(ASKED + "close-approval/", approvals.close_approval, name="close-approval"),
    path(ASKED + "withdraw-approval/", approvals.withdraw_approval, name="withdraw-approval"),
]
