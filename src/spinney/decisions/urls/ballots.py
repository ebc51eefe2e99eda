"""Addresses of ballots: written, announced, opened, taken back, replaced."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import ballots, opening, options, writing

HERE = "clusters/<int:cluster_id>/ballots/"
ONE = HERE + "<int:ballot_id>/"
OPTION = ONE + "options/<int:option_id>/"
FILE = OPTION + "files/<int:file_id>/"

urlpatterns: list[URLPattern] = [
    path(HERE, ballots.ballots, name="ballots"),
    path(HERE + "calendar.ics", ballots.ballots_calendar, name="ballots-calendar"),
    path(HERE + "draft-ballot/", writing.draft_ballot, name="draft-ballot"),
    path(HERE + "ballot-from-themes/", writing.ballot_from_themes, name="ballot-from-themes"),
    path(ONE, ballots.ballot, name="ballot"),
    path(ONE + "edit-ballot/", writing.edit_ballot, name="edit-ballot"),
    path(ONE + "preview-ballot/", writing.preview_ballot, name="preview-ballot"),
    path(ONE + "copy-ballot/", writing.copy_ballot, name="copy-ballot"),
    path(ONE + "discard-ballot/", writing.discard_ballot, name="discard-ballot"),
    path(ONE + "restore-ballot/", writing.restore_ballot, name="restore-ballot"),
    path(ONE + "announce-ballot/", opening.announce_ballot, name="announce-ballot"),
    path(ONE + "rewrite-ballot/", opening.rewrite_ballot, name="rewrite-ballot"),
    path(ONE + "open-ballot/", opening.open_ballot, name="open-ballot"),
    path(ONE + "extend-ballot/", opening.extend_ballot, name="extend-ballot"),
    path(ONE + "withdraw-ballot/", opening.withdraw_ballot, name="withdraw-ballot"),
    path(ONE + "renew-ballot/", opening.renew_ballot, name="renew-ballot"),
    path(ONE + "remind-voters/", opening.remind_voters, name="remind-voters"),
    path(ONE + "add-option/", options.add_option, name="add-option"),
    path(OPTION + "edit-option/", options.edit_option, name="edit-option"),
    path(OPTION + "move-option/", options.move_option, name="move-option"),
    path(OPTION + "remove-option/", options.remove_option, name="remove-option"),
    path(OPTION + "withdraw-option/", opening.withdraw_option, name="withdraw-option"),
    path(OPTION + "add-option-file/", options.add_option_file, name="add-option-file"),
    path(FILE, options.option_file, name="option-file"),
    path(FILE + "remove-option-file/", options.remove_option_file, name="remove-option-file"),
]
