"""The web kit's own addresses and the sign-in pages, without the rooms."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("spinney.base.web.urls")),
]
