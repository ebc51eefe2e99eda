"""The addresses of the register room, one file a noun."""

from spinney.register.urls import duplicates, evidence, find, loads, people, profiles

app_name = "register"
urlpatterns = [
    *duplicates.urlpatterns,
    *evidence.urlpatterns,
    *find.urlpatterns,
    *loads.urlpatterns,
    *people.urlpatterns,
    *profiles.urlpatterns,
]
