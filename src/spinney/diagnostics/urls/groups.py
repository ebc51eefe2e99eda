"""Addresses of proposed groups."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import groups, proposals

HERE = "<place:place>/groupings/"
ONE = HERE + "<int:grouping_id>/"
WAY = ONE + "proposals/<int:number>/"

urlpatterns = [
    path(HERE, groups.groupings, name="groupings"),
    path(HERE + "make-grouping/", groups.make_grouping, name="make-grouping"),
    path(ONE, groups.grouping, name="grouping"),
    path(ONE + "edit-grouping/", groups.edit_grouping, name="edit-grouping"),
    path(ONE + "duplicate-grouping/", groups.duplicate_grouping, name="duplicate-grouping"),
    path(ONE + "remove-grouping/", groups.remove_grouping, name="remove-grouping"),
    path(ONE + "restore-grouping/", groups.restore_grouping, name="restore-grouping"),
    path(ONE + "add-pair/", groups.add_pair, name="add-pair"),
    path(ONE + "remove-pair/", groups.remove_pair, name="remove-pair"),
    path(ONE + "propose-groups/", groups.propose_groups, name="propose-groups"),
    path(ONE + "compare-proposals/", proposals.compare_proposals, name="compare-proposals"),
    path(WAY, proposals.proposal, name="proposal"),
    path(WAY + "copy-proposal/", proposals.copy_proposal, name="copy-proposal"),
    path(WAY + "move-organisation/", proposals.move_organisation, name="move-organisation"),
    path(WAY + "undo-move/", proposals.undo_move, name="undo-move"),
    path(WAY + "redo-move/", proposals.redo_move, name="redo-move"),
    path(WAY + "choose-proposal/", proposals.choose_proposal, name="choose-proposal"),
    path(WAY + "take-back-choice/", proposals.take_back_choice, name="take-back-choice"),
]
