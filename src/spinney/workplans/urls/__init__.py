"""The addresses of the workplans room, one file a noun."""

from spinney.workplans.urls import (
    activities,
    bids,
    plans,
    risks,
    studies,
    successes,
)

app_name = "workplans"
urlpatterns = [
    *plans.urlpatterns,
    *activities.urlpatterns,
    *bids.urlpatterns,
    *successes.urlpatterns,
    *risks.urlpatterns,
    *studies.urlpatterns,
]
