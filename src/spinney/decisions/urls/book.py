"""Addresses of the register of decisions."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import book, noting, reviews

ALL = "clusters/<int:cluster_id>/decisions/"
ONE = f"{ALL}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(ALL, book.decisions, name="decisions"),
    path(f"{ALL}note-decision/", noting.note_decision, name="note-decision"),
    path(f"{ALL}minute-book/", book.minute_book, name="minute-book"),
    path(f"{ALL}book-file/", book.book_file, name="book-file"),
    path(f"{ALL}verify-book/", book.verify_book, name="verify-book"),
    path(ONE, book.decision, name="decision"),
    path(f"{ONE}correct-decision/", noting.correct_decision, name="correct-decision"),
    path(f"{ONE}supersede-decision/", noting.supersede_decision, name="supersede-decision"),
    path(f"{ONE}review-decision/", reviews.review_decision, name="review-decision"),
    path(f"{ONE}set-review-day/", reviews.set_review_day, name="set-review-day"),
    path(f"{ONE}end-decision/", reviews.end_decision, name="end-decision"),
    path(f"{ONE}restore-decision/", reviews.restore_decision, name="restore-decision"),
]
