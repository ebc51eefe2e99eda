"""The addresses of the money room, one file a noun."""

from spinney.money.urls import (
    budgets,
    claims,
    contributions,
    costs,
    grants,
    ledger,
    microgrants,
    ringfences,
    statements,
    underspend,
)

app_name = "money"
urlpatterns = [
    *ledger.urlpatterns,
    *statements.urlpatterns,
    *ringfences.urlpatterns,
    *microgrants.urlpatterns,
    *budgets.urlpatterns,
    *underspend.urlpatterns,
    *grants.urlpatterns,
    *claims.urlpatterns,
    *costs.urlpatterns,
    *contributions.urlpatterns,
]
