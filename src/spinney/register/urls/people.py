from django.urls import path

from spinney.register.views import claims, mandates

ORGANISATION = "organisations/<int:organisation_id>/"

urlpatterns = [
    path("my-organisations/", claims.my_organisations, name="my-organisations"),
    path("claims/", claims.list_claims, name="list-claims"),
    path("claims/<int:pk>/withdraw/", claims.withdraw_claim, name="withdraw-claim"),
    path(f"{ORGANISATION}claim/", claims.claim_organisation, name="claim-organisation"),
    path(f"{ORGANISATION}claims/<int:pk>/", claims.confirm_claim, name="confirm-claim"),
    path(f"{ORGANISATION}claims/<int:pk>/decline/", claims.decline_claim, name="decline-claim"),
    path(f"{ORGANISATION}people/", mandates.list_mandates, name="list-mandates"),
    path(f"{ORGANISATION}people/ask/", mandates.offer_mandate, name="offer-mandate"),
    path(
        f"{ORGANISATION}people/asked/<int:pk>/withdraw/",
        mandates.withdraw_offer,
        name="withdraw-offer",
    ),
    path(f"{ORGANISATION}people/<int:pk>/change/", mandates.change_mandate, name="change-mandate"),
    path(f"{ORGANISATION}people/<int:pk>/end/", mandates.end_mandate, name="end-mandate"),
    path(
        f"{ORGANISATION}people/<int:pk>/restore/", mandates.restore_mandate, name="restore-mandate"
    ),
    path("offers/<int:pk>/", mandates.accept_mandate, name="accept-mandate"),
    path("offers/<int:pk>/decline/", mandates.decline_mandate, name="decline-mandate"),
]
