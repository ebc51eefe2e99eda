"""The addresses of the purchasing room, one file a noun."""

from spinney.purchasing.urls import (
    aside,
    categories,
    contractors,
    contracts,
    opportunities,
    purchases,
    savings,
    shares,
    spend,
    suppliers,
    uploads,
)

app_name = "purchasing"
urlpatterns = [
    *uploads.urlpatterns,
    *shares.urlpatterns,
    *aside.urlpatterns,
    *suppliers.urlpatterns,
    *categories.urlpatterns,
    *spend.urlpatterns,
    *opportunities.urlpatterns,
    *contracts.urlpatterns,
    *purchases.urlpatterns,
    *savings.urlpatterns,
    *contractors.urlpatterns,
]
