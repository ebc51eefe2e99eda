"""Addresses of drafting: begun, questions, clauses, parties."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.urls.agreements import HERE, ONE
from spinney.agreements.views import clauses, drafting, parties, questions

DRAFT = ONE + "draft/"
CLAUSE = DRAFT + "clauses/<slug:key>/"
TERM = DRAFT + "terms/<slug:key>/"
urlpatterns: list[URLPattern] = [
    path(HERE + "start-agreement/", drafting.start_agreement, name="start-agreement"),
    path(DRAFT, drafting.draft, name="draft"),
    path(DRAFT + "rename-agreement/", drafting.rename_agreement, name="rename-agreement"),
    path(TERM, questions.answer_term, name="answer-term"),
    path(TERM + "clear-term/", questions.clear_term, name="clear-term"),
    path(TERM + "set-instead-of/", drafting.set_instead_of, name="set-instead-of"),
    path(DRAFT + "questions/<slug:key>/", questions.answer_question, name="answer-question"),
    path(DRAFT + "add-clause/", clauses.add_clause, name="add-clause"),
    path(CLAUSE, clauses.edit_clause, name="edit-clause"),
    path(CLAUSE + "move-clause/", clauses.move_clause, name="move-clause"),
    path(CLAUSE + "leave-out-clause/", clauses.leave_out_clause, name="leave-out-clause"),
    path(CLAUSE + "put-back-clause/", clauses.put_back_clause, name="put-back-clause"),
    path(DRAFT + "undo-change/<int:read>/", clauses.undo_change, name="undo-change"),
    path(DRAFT + "set-parties/", parties.set_parties, name="set-parties"),
    path(DRAFT + "add-party/", parties.add_party, name="add-party"),
]
