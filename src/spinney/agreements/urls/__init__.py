"""The addresses of the agreements room, one file a noun."""

from spinney.agreements.urls import (
    agreements,
    approvals,
    documents,
    drafting,
    elsewhere,
    life,
    review,
    sharing,
    signing,
    terms,
    wordings,
)

app_name = "agreements"
urlpatterns = [
    *agreements.urlpatterns,
    *wordings.urlpatterns,
    *drafting.urlpatterns,
    *review.urlpatterns,
    *approvals.urlpatterns,
    *signing.urlpatterns,
    *documents.urlpatterns,
    *terms.urlpatterns,
    *life.urlpatterns,
    *sharing.urlpatterns,
    *elsewhere.urlpatterns,
]
