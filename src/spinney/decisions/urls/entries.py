"""Addresses of votes on paper and by phone, confirmed by a second person."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import ballot_papers, entries, envelopes

BALLOT = "clusters/<int:cluster_id>/ballots/<int:ballot_id>/"
ENTRY = BALLOT + "entries/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(BALLOT + "entries/", entries.entries, name="entries"),
    path(BALLOT + "enter-vote/", entries.enter_vote, name="enter-vote"),
    path(ENTRY + "confirm-entry/", entries.confirm_entry, name="confirm-entry"),
    path(ENTRY + "refuse-entry/", entries.refuse_entry, name="refuse-entry"),
    path(BALLOT + "note-envelopes/", envelopes.note_envelopes, name="note-envelopes"),
    path(ENTRY + "drop-envelope/", envelopes.drop_envelope, name="drop-envelope"),
    path(BALLOT + "enter-paper/", envelopes.enter_paper, name="enter-paper"),
    path(ENTRY + "drop-paper/", envelopes.drop_paper, name="drop-paper"),
    path(BALLOT + "count-papers/", envelopes.count_papers, name="count-papers"),
    path(
        BALLOT + "print-ballot-papers/",
        ballot_papers.print_ballot_papers,
        name="print-ballot-papers",
    ),
]
