from django.urls import path

from spinney.base.web.brand import brand_style
from spinney.base.web.catalogue.views import ui, ui_form, ui_group, ui_list, ui_options, ui_page
from spinney.base.web.jobs import cancel_job, job, take_up_job
from spinney.base.web.views import help_contents, help_page

urlpatterns = [
    path("help/", help_contents, name="help"),
    path("help/<slug:page>/", help_page, name="help-page"),
    path("brand/<str:colour>.css", brand_style, name="brand-style"),
    path("work/<uuid:job_uid>/", job, name="job"),
    path("work/<uuid:job_uid>/cancel-job/", cancel_job, name="cancel-job"),
    path("work/<uuid:job_uid>/take-up-job/", take_up_job, name="take-up-job"),
    path("ui/", ui, name="ui"),
    path("ui/form/", ui_form, name="ui-form"),
    path("ui/list/", ui_list, name="ui-list"),
    path("ui/options/", ui_options, name="ui-options"),
    path("ui/page/<slug:kind>/", ui_page, name="ui-page"),
    path("ui/<slug:group>/", ui_group, name="ui-group"),
]
