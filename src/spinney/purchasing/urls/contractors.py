"""Addresses of the contractors' register."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import contractor_files, contractor_notes, contractors

ALL = "clusters/<int:cluster_id>/purchasing/contractors/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, contractors.contractors, name="contractors"),
    path(f"{ALL}add-contractor/", contractors.add_contractor, name="add-contractor"),
    path(
        f"{ALL}import-contractors/", contractor_files.import_contractors, name="import-contractors"
    ),
    path(ONE, contractors.contractor, name="contractor"),
    path(f"{ONE}edit-contractor/", contractors.edit_contractor, name="edit-contractor"),
    path(f"{ONE}remove-contractor/", contractors.remove_contractor, name="remove-contractor"),
    path(f"{ONE}restore-contractor/", contractors.restore_contractor, name="restore-contractor"),
    path(f"{ONE}erase-contractor/", contractors.erase_contractor, name="erase-contractor"),
    path(f"{ONE}note-insurance/", contractor_notes.note_insurance, name="note-insurance"),
    path(
        f"{ONE}remove-insurance/<int:paper_id>/",
        contractor_notes.remove_insurance,
        name="remove-insurance",
    ),
    path(f"{ONE}note-use/", contractor_notes.note_use, name="note-use"),
    path(f"{ONE}remove-use/<int:use_id>/", contractor_notes.remove_use, name="remove-use"),
    path(
        f"{ONE}undo-import-contractors/",
        contractor_files.undo_import_contractors,
        name="undo-import-contractors",
    ),
]
