"""What the decisions room does by itself, and its long work; imported when it starts."""

from spinney.decisions.tasks import ballots, book, meetings, replies, results  # noqa: F401
