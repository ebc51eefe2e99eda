"""Addresses of comments, words proposed, differences, readers from outside."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.agreements.views import (
    differences,
    outside_readers,
    proposed_words,
    reading_outside,  # noqa: F401  (it names the view of a task link)
    review,
)

ONE = "clusters/<int:cluster_id>/agreements/<int:agreement_id>/"
TALK = ONE + "review/"
COMMENT = TALK + "comments/<int:pk>/"
WORDS = TALK + "words/<int:pk>/"
READERS = ONE + "outside-readers/"
READER = READERS + "<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(TALK, review.review, name="review"),
    path(TALK + "add-comment/", review.add_comment, name="add-comment"),
    path(COMMENT + "edit-comment/", review.edit_comment, name="edit-comment"),
    path(COMMENT + "remove-comment/", review.remove_comment, name="remove-comment"),
    path(COMMENT + "restore-comment/", review.restore_comment, name="restore-comment"),
    path(COMMENT + "settle-comment/", review.settle_comment, name="settle-comment"),
    path(COMMENT + "reopen-comment/", review.reopen_comment, name="reopen-comment"),
    path(TALK + "propose-words/", proposed_words.propose_words, name="propose-words"),
    path(WORDS, proposed_words.proposed_words, name="proposed-words"),
    path(WORDS + "take-back-words/", proposed_words.take_back_words, name="take-back-words"),
    path(WORDS + "take-words/", proposed_words.take_words, name="take-words"),
    path(WORDS + "decline-words/", proposed_words.decline_words, name="decline-words"),
    path(WORDS + "reopen-words/", proposed_words.reopen_words, name="reopen-words"),
    path(ONE + "differences/", differences.differences, name="differences"),
    path(READERS, outside_readers.outside_readers, name="outside-readers"),
    path(
        READERS + "ask-outside-reader/",
        outside_readers.ask_outside_reader,
        name="ask-outside-reader",
    ),
    path(READER, outside_readers.outside_reader, name="outside-reader"),
    path(
        READER + "renew-outside-reader/",
        outside_readers.renew_outside_reader,
        name="renew-outside-reader",
    ),
    path(
        READER + "withdraw-outside-reader/",
        outside_readers.withdraw_outside_reader,
        name="withdraw-outside-reader",
    ),
]
