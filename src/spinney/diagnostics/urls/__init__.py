"""The addresses of the diagnostics room, one file a noun."""

from spinney.base.web import places  # noqa: F401  (gives addresses their <place:place>)
from spinney.diagnostics.urls import (
    answers,
    groups,
    instruments,
    inventory,
    playbook,
    results,
    support,
    surveys,
    themes,
)

app_name = "diagnostics"
urlpatterns = [
    *instruments.urlpatterns,
    *surveys.urlpatterns,
    *answers.urlpatterns,
    *results.urlpatterns,
    *inventory.urlpatterns,
    *themes.urlpatterns,
    *groups.urlpatterns,
    *support.urlpatterns,
    *playbook.urlpatterns,
]
