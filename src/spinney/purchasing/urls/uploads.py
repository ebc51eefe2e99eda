"""Addresses of files of payments that members give in."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.purchasing.views import measures, spending, uploads

HERE = "organisations/<int:organisation_id>/spending/"
ONE = HERE + "files/<int:upload_id>/"

urlpatterns: list[URLPattern] = [
    path(HERE, spending.spending, name="spending"),
    path(HERE + "lines/", spending.spend_lines, name="spend-lines"),
    path(HERE + "measures/", measures.set_measures, name="set-measures"),
    path(HERE + "give-file/", uploads.give_file, name="give-file"),
    path(ONE, uploads.upload, name="upload"),
    path(ONE + "change-layout/", uploads.change_layout, name="change-layout"),
    path(ONE + "add-lines/", uploads.add_lines, name="add-lines"),
    path(ONE + "discard-upload/", uploads.discard_upload, name="discard-upload"),
    path(ONE + "undo-upload/", uploads.undo_upload, name="undo-upload"),
    path(ONE + "left-out/", uploads.left_out_rows, name="left-out-rows"),
]
