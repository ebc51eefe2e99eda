from django.urls import include, path

urlpatterns = [
    path("", include("spinney.base.web.people_urls")),
    path("", include("spinney.base.web.urls")),
    path("", include("spinney.http.urls")),
    path("", include("spinney.register.urls")),
    path("", include("spinney.clusters.urls")),
    path("", include("spinney.diagnostics.urls")),
    path("", include("spinney.agreements.urls")),
    path("", include("spinney.decisions.urls")),
    path("", include("spinney.workplans.urls")),
    path("", include("spinney.money.urls")),
    path("", include("spinney.purchasing.urls")),
    path("", include("spinney.evaluation.urls")),
]
