from django.urls import path, re_path

from spinney.http import hsds, hsds_services, reconciliation
from spinney.http.api import api, no_such_address
from spinney.http.described import describe_api

RECONCILIATION = "api/reconciliation/"
HSDS = "api/hsds/"
urlpatterns = [
    path("api/", describe_api, name="describe-api"),
    path("api/v1/", no_such_address),  # its root: there is nothing either
    path("api/v1/", api.urls),
    re_path(r"^api/v1/", no_such_address),
    # As people paste it: a redirect would stop a page of another site, and turn POST into GET.
    path(RECONCILIATION.rstrip("/"), reconciliation.reconciliation),
    path(RECONCILIATION, reconciliation.reconciliation, name="reconciliation"),
    path(
        RECONCILIATION + "suggest/entity",
        reconciliation.reconciliation_suggest_entity,
        name="reconciliation-suggest-entity",
    ),
    path(
        RECONCILIATION + "suggest/type",
        reconciliation.reconciliation_suggest_type,
        name="reconciliation-suggest-type",
    ),
    path(
        RECONCILIATION + "suggest/property",
        reconciliation.reconciliation_suggest_property,
        name="reconciliation-suggest-property",
    ),
    path(
        RECONCILIATION + "properties",
        reconciliation.reconciliation_properties,
        name="reconciliation-properties",
    ),
    path(
        RECONCILIATION + "preview/<str:entity_id>",
        reconciliation.reconciliation_preview,
        name="reconciliation-preview",
    ),
    path(
        RECONCILIATION + "entity/<str:entity_id>",
        reconciliation.reconciliation_entity,
        name="reconciliation-entity",
    ),
    path(HSDS.rstrip("/"), hsds.hsds),
    path(HSDS, hsds.hsds, name="hsds"),
    path(HSDS + "organizations", hsds.hsds_organizations, name="hsds-organizations"),
    path(
        HSDS + "organizations/<str:organization_id>",
        hsds.hsds_organization,
        name="hsds-organization",
    ),
    path(HSDS + "services", hsds_services.hsds_services, name="hsds-services"),
    path(
        HSDS + "services/<str:service_id>",
        hsds_services.hsds_service,
        name="hsds-service",
    ),
]
