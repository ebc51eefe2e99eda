from django.urls import path

from spinney.base.web.brand import brand_style
from spinney.base.web.views import help_contents, help_page

urlpatterns = [
    path("help/", help_contents, name="help"),
    path("help/<slug:page>/", help_page, name="help-page"),
    path("brand/<str:colour>.css", brand_style, name="brand-style"),
]
