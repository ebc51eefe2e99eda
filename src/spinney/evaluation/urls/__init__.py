"""The addresses of the evaluation room, one file a noun."""

from spinney.evaluation.urls import (
    learning,
    positions,
    reports,
    value,
    walk,
)

app_name = "evaluation"
urlpatterns = [
    *positions.urlpatterns,
    *walk.urlpatterns,
    *value.urlpatterns,
    *reports.urlpatterns,
    *learning.urlpatterns,
]
