from django.urls import path

from spinney.register.views import profile_lists, profiles

ORGANISATION = "organisations/<int:organisation_id>/"

urlpatterns = [
    path("organisations/add/", profiles.add_organisation, name="add-organisation"),
    path(f"{ORGANISATION}profile/", profiles.keep_profile, name="keep-profile"),
    path(f"{ORGANISATION}profile/confirm/", profiles.confirm_profile, name="confirm-profile"),
    path(f"{ORGANISATION}profile/settle/", profiles.settle_difference, name="settle-difference"),
    path(f"{ORGANISATION}profile/history/", profiles.profile_history, name="profile-history"),
    path(
        f"{ORGANISATION}profile/history/<int:number>/undo/",
        profiles.undo_change,
        name="undo-change",
    ),
    path(
        f"{ORGANISATION}profile/change/<slug:section>/",
        profiles.change_profile,
        name="change-profile",
    ),
    path(f"{ORGANISATION}names/add/", profile_lists.add_name, name="add-name"),
    path(f"{ORGANISATION}names/<int:pk>/remove/", profile_lists.remove_name, name="remove-name"),
    path(f"{ORGANISATION}numbers/add/", profile_lists.add_identifier, name="add-identifier"),
    path(
        f"{ORGANISATION}numbers/<int:pk>/remove/",
        profile_lists.remove_identifier,
        name="remove-identifier",
    ),
    path(f"{ORGANISATION}places/add/", profile_lists.save_place, name="save-place"),
    path(f"{ORGANISATION}places/<int:pk>/", profile_lists.save_place, name="save-place"),
    path(f"{ORGANISATION}places/<int:pk>/remove/", profile_lists.remove_place, name="remove-place"),
    path(f"{ORGANISATION}services/add/", profile_lists.save_service, name="save-service"),
    path(f"{ORGANISATION}services/<int:pk>/", profile_lists.save_service, name="save-service"),
    path(
        f"{ORGANISATION}services/<int:pk>/remove/",
        profile_lists.remove_service,
        name="remove-service",
    ),
]
