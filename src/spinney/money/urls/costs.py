"""The addresses of shared costs."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import cost_answers, cost_deeds, costs, own_costs

ALL = "clusters/<int:cluster_id>/money/shared-costs/"
ONE = f"{ALL}<int:pk>/"
SHARE = f"{ONE}shares/<int:share_id>/"
OWN = "organisations/<int:organisation_id>/shared-costs/"

urlpatterns: list[URLPattern] = [
    path(ALL, costs.shared_costs, name="shared-costs"),
    path(f"{ALL}add-shared-cost/", cost_deeds.add_shared_cost, name="add-shared-cost"),
    path(ONE, costs.shared_cost, name="shared-cost"),
    path(f"{ONE}edit-shared-cost/", cost_deeds.edit_shared_cost, name="edit-shared-cost"),
    path(f"{ONE}ask-for-figures/", cost_deeds.ask_for_figures, name="ask-for-figures"),
    path(f"{ONE}share-budget/", cost_deeds.share_budget, name="share-budget"),
    path(f"{ONE}true-up-cost/", cost_deeds.true_up_cost, name="true-up-cost"),
    path(f"{ONE}reopen-shared-cost/", cost_deeds.reopen_shared_cost, name="reopen-shared-cost"),
    path(f"{ONE}end-shared-cost/", cost_deeds.end_shared_cost, name="end-shared-cost"),
    path(f"{ONE}compare-rules/", costs.compare_rules, name="compare-rules"),
    path(f"{ONE}vat-evidence/", cost_answers.vat_evidence, name="vat-evidence"),
    path(f"{ONE}note-vat/", cost_answers.note_vat, name="note-vat"),
    path(
        f"{ONE}export-vat-evidence/", cost_answers.export_vat_evidence, name="export-vat-evidence"
    ),
    path(SHARE, costs.cost_statement, name="cost-statement"),
    path(OWN, own_costs.own_shared_costs, name="own-shared-costs"),
    path(f"{OWN}<int:share_id>/", own_costs.own_cost_statement, name="own-cost-statement"),
    path(f"{SHARE}edit-cost-member/", cost_deeds.edit_cost_member, name="edit-cost-member"),
    path(f"{SHARE}give-figures/", cost_answers.give_figures, name="give-figures"),
    path(f"{SHARE}answer-share/", cost_answers.answer_share, name="answer-share"),
    path(f"{SHARE}ask-again/", cost_deeds.ask_again, name="ask-again"),
    path(f"{SHARE}pay-share/", cost_deeds.pay_share, name="pay-share"),
]
