from django.urls import include, path

from spinney.base.web.task_links import do

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("do/<str:secret>/", do, name="do"),
    path("do/<str:secret>/<slug:step>/", do, name="do"),
    path("", include("spinney.base.web.urls")),
    path("", include("spinney.register.urls")),
    path("", include("spinney.clusters.urls")),
]
