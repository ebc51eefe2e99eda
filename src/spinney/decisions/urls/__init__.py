"""The addresses of the decisions room, one file a noun."""

from spinney.decisions.urls import (
    action_list,
    ballots,
    book,
    entries,
    meetings,
    minutes,
    replies,
    results,
    steps,
    voting,
)

app_name = "decisions"
urlpatterns = [
    *ballots.urlpatterns,
    *voting.urlpatterns,
    *entries.urlpatterns,
    *replies.urlpatterns,
    *results.urlpatterns,
    *meetings.urlpatterns,
    *minutes.urlpatterns,
    *action_list.urlpatterns,
    *book.urlpatterns,
    *steps.urlpatterns,
]
