"""Addresses of evaluation reports."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.evaluation.views import publishing_reports as publishing
from spinney.evaluation.views import report_sections as sections
from spinney.evaluation.views import reports

ALL = "<place:place>/reports/"
ONE = f"{ALL}<int:report_id>/"
SECTION = f"{ONE}sections/<int:section_id>/"
PICTURE = f"{ONE}pictures/<uuid:uid>/"
PUBLIC = "published-reports/<slug:name>/"

urlpatterns: list[URLPattern] = [
    path(ALL, reports.reports, name="reports"),
    path(f"{ALL}start-report/", reports.start_report, name="start-report"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}edit-report/", reports.edit_report, name="edit-report"),
    path(f"{ONE}remove-report/", reports.remove_report, name="remove-report"),
    path(f"{ONE}restore-report/", reports.restore_report, name="restore-report"),
    path(f"{ONE}finish-report/", reports.finish_report, name="finish-report"),
    path(f"{ONE}reopen-report/", reports.reopen_report, name="reopen-report"),
    path(f"{ONE}report-pdf/", reports.report_pdf, name="report-pdf"),
    path(f"{ONE}report-word/", reports.report_word, name="report-word"),
    path(
        f"{ONE}add-report-section/", sections.add_report_section, name="add-report-section"
    ),
    path(
        f"{SECTION}write-report-section/", sections.write_report_section,
        name="write-report-section",
    ),
    path(
        f"{SECTION}move-report-section/", sections.move_report_section, name="move-report-section"
    ),
    path(
        f"{SECTION}remove-report-section/", sections.remove_report_section,
        name="remove-report-section",
    ),
    path(
        f"{SECTION}restore-report-section/", sections.restore_report_section,
        name="restore-report-section",
    ),
    path(
        f"{SECTION}add-report-picture/", sections.add_report_picture, name="add-report-picture"
    ),
    path(PICTURE, sections.report_picture, name="report-picture"),
    path(
        f"{PICTURE}remove-report-picture/", sections.remove_report_picture,
        name="remove-report-picture",
    ),
    path(
        f"{PICTURE}restore-report-picture/", sections.restore_report_picture,
        name="restore-report-picture",
    ),
    path(f"{ONE}ask-to-publish/", publishing.ask_to_publish, name="ask-to-publish"),
    path(f"{ONE}agree-to-publish/", publishing.agree_to_publish, name="agree-to-publish"),
    path(f"{ONE}refuse-to-publish/", publishing.refuse_to_publish, name="refuse-to-publish"),
    path(f"{ONE}publish-report/", publishing.publish_report, name="publish-report"),
    path(f"{ONE}take-down-report/", publishing.take_down_report, name="take-down-report"),
    path(PUBLIC, publishing.public_report, name="public-report"),
    path(f"{PUBLIC}pdf/", publishing.public_report_pdf, name="public-report-pdf"),
    path(
        f"{PUBLIC}pictures/<uuid:uid>/", publishing.public_report_picture,
        name="public-report-picture",
    ),
]  # fmt: skip
