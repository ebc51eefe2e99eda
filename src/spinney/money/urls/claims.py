"""Addresses of claims."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import claim_payments, claims

ALL = "clusters/<int:cluster_id>/money/claims/"
ONE = f"{ALL}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(ALL, claims.claims, name="claims"),
    path(f"{ALL}begin/", claims.draft_claim, name="draft-claim"),
    path(ONE, claims.claim, name="claim"),
    path(f"{ONE}change/", claims.edit_claim, name="edit-claim"),
    path(f"{ONE}remove/", claims.remove_claim, name="remove-claim"),
    path(f"{ONE}restore/", claims.restore_claim, name="restore-claim"),
    path(f"{ONE}lines/add/", claims.add_claim_line, name="add-claim-line"),
    path(f"{ONE}lines/<int:line_id>/remove/", claims.remove_claim_line, name="remove-claim-line"),
    path(f"{ONE}receipts/<int:receipt_id>/", claims.receipt, name="receipt"),
    path(f"{ONE}send/", claims.send_claim, name="send-claim"),
    path(f"{ONE}answer/", claims.answer_claim, name="answer-claim"),
    path(f"{ONE}ask/", claim_payments.question_claim, name="question-claim"),
    path(f"{ONE}refuse/", claim_payments.refuse_claim, name="refuse-claim"),
    path(f"{ONE}approve/", claim_payments.approve_claim, name="approve-claim"),
    path(f"{ONE}ask-payment/", claim_payments.ask_claim_payment, name="ask-claim-payment"),
    path(f"{ONE}stop-payment/", claim_payments.stop_claim_payment, name="stop-claim-payment"),
    path(f"{ONE}pay/", claim_payments.pay_claim, name="pay-claim"),
]
