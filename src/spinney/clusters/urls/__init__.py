"""The addresses of the clusters room, one file a noun."""

from spinney.clusters.urls import (
    calls,
    clusters,
    days,
    documents,
    invitations,
    members,
    programmes,
    sharing,
    tiers,
    timetable,
)

app_name = "clusters"
urlpatterns = [
    *calls.urlpatterns,
    *clusters.urlpatterns,
    *days.urlpatterns,
    *documents.urlpatterns,
    *invitations.urlpatterns,
    *members.urlpatterns,
    *programmes.urlpatterns,
    *sharing.urlpatterns,
    *tiers.urlpatterns,
    *timetable.urlpatterns,
]
