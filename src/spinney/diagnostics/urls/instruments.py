"""Addresses of instruments: the library, the editor, XLSForm and worksheets."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import (
    draft_questions,
    drafts,
    instrument_imports,
    instruments,
    instruments_own,
    trying,
)

HERE = "<place:place>/instruments/"
ONE = HERE + "<int:instrument_id>/"
DRAFT = ONE + "draft/"
BACK = HERE + "thrown-away/<int:discarded_id>/"
urlpatterns = [
    path(HERE, instruments.instruments, name="instruments"),
    path(HERE + "make-instrument/", instruments_own.make_instrument, name="make-instrument"),
    path(
        HERE + "import-instrument/", instrument_imports.import_instrument, name="import-instrument"
    ),
    path(ONE, instruments.instrument, name="instrument"),
    path(ONE + "compare-versions/", instruments.compare_versions, name="compare-versions"),
    path(ONE + "try-instrument/", trying.try_instrument, name="try-instrument"),
    path(ONE + "print-instrument/", instruments.print_instrument, name="print-instrument"),
    path(ONE + "export-instrument/", instruments.export_instrument, name="export-instrument"),
    path(ONE + "adapt-instrument/", instruments_own.adapt_instrument, name="adapt-instrument"),
    path(ONE + "retire-instrument/", instruments_own.retire_instrument, name="retire-instrument"),
    path(
        ONE + "restore-instrument/", instruments_own.restore_instrument, name="restore-instrument"
    ),
    path(ONE + "start-draft/", drafts.start_draft, name="start-draft"),
    path(DRAFT, drafts.edit_draft, name="edit-draft"),
    path(DRAFT + "describe-draft/", drafts.describe_draft, name="describe-draft"),
    path(DRAFT + "add-section/", drafts.add_section, name="add-section"),
    path(DRAFT + "sections/<str:key>/edit-section/", drafts.edit_section, name="edit-section"),
    path(
        DRAFT + "sections/<str:key>/add-question/",
        draft_questions.add_draft_question,
        name="add-draft-question",
    ),
    path(
        DRAFT + "questions/<str:key>/edit-question/",
        draft_questions.edit_draft_question,
        name="edit-draft-question",
    ),
    path(DRAFT + "arrange-draft/", drafts.arrange_draft, name="arrange-draft"),
    path(DRAFT + "undo-change/", drafts.undo_change, name="undo-change"),
    path(DRAFT + "publish-draft/", drafts.publish_draft, name="publish-draft"),
    path(DRAFT + "discard-draft/", drafts.discard_draft, name="discard-draft"),
    path(BACK + "bring-back-draft/", drafts.bring_back_draft, name="bring-back-draft"),
]
