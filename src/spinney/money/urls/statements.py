"""Addresses of bank statements and their lines."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import bank_files, bank_lines

ALL = "clusters/<int:cluster_id>/money/bank/"
FILE = f"{ALL}files/<int:pk>/"
LINES = f"{ALL}lines/"
LINE = f"{LINES}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, bank_files.bank_files, name="bank-files"),
    path(f"{ALL}give-bank-file/", bank_files.give_bank_file, name="give-bank-file"),
    path(FILE, bank_files.bank_file, name="bank-file"),
    path(f"{FILE}turn-bank-file/", bank_files.turn_bank_file, name="turn-bank-file"),
    path(f"{FILE}add-bank-lines/", bank_files.add_bank_lines, name="add-bank-lines"),
    path(f"{FILE}discard-bank-file/", bank_files.discard_bank_file, name="discard-bank-file"),
    path(f"{FILE}undo-bank-file/", bank_files.undo_bank_file, name="undo-bank-file"),
    path(LINES, bank_lines.bank_lines, name="bank-lines"),
    path(f"{LINES}match-sure-lines/", bank_lines.match_sure_lines, name="match-sure-lines"),
    path(
        f"{ALL}entries/<int:entry>/match-bank-lines/",
        bank_lines.match_bank_lines,
        name="match-bank-lines",
    ),
    path(LINE, bank_lines.bank_line, name="bank-line"),
    path(f"{LINE}match-bank-line/<int:entry>/", bank_lines.match_bank_line, name="match-bank-line"),
    path(f"{LINE}enter-bank-line/", bank_lines.enter_bank_line, name="enter-bank-line"),
    path(f"{LINE}ignore-bank-line/", bank_lines.ignore_bank_line, name="ignore-bank-line"),
    path(f"{LINE}open-bank-line/", bank_lines.open_bank_line, name="open-bank-line"),
]
