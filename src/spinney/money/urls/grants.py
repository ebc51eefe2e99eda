"""Addresses of grants."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import (
    grant_changes,
    grant_decisions,
    grant_files,
    grant_reports,
    grants,
    instalments,
)

ALL = "clusters/<int:cluster_id>/money/grants/"
ONE = f"{ALL}<int:pk>/"
PART = f"{ONE}instalments/<int:number>/"
CHANGE = f"{ONE}changes/<int:number>/"
REPORT = f"{ONE}reports/<int:number>/"
PROGRAMME = "programmes/<int:programme_id>/grants/"

urlpatterns: list[URLPattern] = [
    path(ALL, grants.grants, name="grants"),
    path(f"{ALL}apply/", grants.draft_grant, name="draft-grant"),
    path(f"{ALL}import/", grant_files.import_grants, name="import-grants"),
    path(ONE, grants.grant, name="grant"),
    path(f"{ONE}change/", grants.edit_grant, name="edit-grant"),
    path(f"{ONE}send/", grants.apply_for_grant, name="apply-for-grant"),
    path(f"{ONE}take-back/", grants.withdraw_grant, name="withdraw-grant"),
    path(f"{ONE}take-up/", grants.take_up_grant, name="take-up-grant"),
    path(f"{ONE}ask/", grant_decisions.ask_about_grant, name="ask-about-grant"),
    path(
        f"{ONE}questions/<int:question_id>/answer/",
        grant_decisions.answer_about_grant,
        name="answer-about-grant",
    ),
    path(f"{ONE}send-back/", grant_decisions.send_back_grant, name="send-back-grant"),
    path(f"{ONE}approve/", grant_decisions.approve_grant, name="approve-grant"),
    path(f"{ONE}decline/", grant_decisions.decline_grant, name="decline-grant"),
    path(f"{PART}plan/", instalments.plan_instalment, name="plan-instalment"),
    path(
        f"{PART}conditions/<int:condition_id>/",
        instalments.meet_condition,
        name="meet-condition",
    ),
    path(f"{PART}ask-release/", instalments.ask_release, name="ask-release"),
    path(f"{PART}stop-release/", instalments.stop_release, name="stop-release"),
    path(f"{PART}release/", instalments.release_instalment, name="release-instalment"),
    path(f"{PART}unrelease/", instalments.unrelease_instalment, name="unrelease-instalment"),
    path(f"{PART}receive/", instalments.receive_instalment, name="receive-instalment"),
    path(f"{PART}unreceive/", instalments.unreceive_instalment, name="unreceive-instalment"),
    path(f"{ONE}changes/ask/", grant_changes.ask_grant_change, name="ask-grant-change"),
    path(f"{CHANGE}take-back/", grant_changes.withdraw_grant_change, name="withdraw-grant-change"),
    path(f"{CHANGE}answer/", grant_changes.answer_grant_change, name="answer-grant-change"),
    path(f"{ONE}reports/ask/", grant_reports.ask_grant_report, name="ask-grant-report"),
    path(f"{REPORT}write/", grant_reports.send_grant_report, name="send-grant-report"),
    path(f"{REPORT}answer/", grant_reports.answer_grant_report, name="answer-grant-report"),
    path(f"{ONE}statement/", grant_reports.grant_statement, name="grant-statement"),
    path(f"{ONE}statement/sign/", grant_reports.sign_grant_statement, name="sign-grant-statement"),
    path(f"{ONE}close/", grant_reports.close_grant, name="close-grant"),
    path(PROGRAMME, grant_files.programme_grants, name="programme-grants"),
    path(f"{PROGRAMME}rules/", grant_files.set_grant_scheme, name="set-grant-scheme"),
    path(f"{PROGRAMME}360giving/", grant_files.export_grants, name="export-grants"),
]
