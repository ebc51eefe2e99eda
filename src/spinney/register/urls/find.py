from django.urls import path

from spinney.register.views import find, organisation

urlpatterns = [
    path("organisations/", find.find, name="find"),
    path(
        "organisations/suggest-organisations/",
        find.suggest_organisations,
        name="suggest-organisations",
    ),
    path("organisations/<int:organisation_id>/", organisation.organisation, name="organisation"),
]
