from django.urls import path

from spinney.register.views import duplicates

ONE = "organisations/<int:organisation_id>/"
PAIR = ONE + "duplicates/<int:pk>/"
urlpatterns = [
    path("organisations/duplicates/", duplicates.duplicates, name="duplicates"),
    path(
        "organisations/duplicates/suggest-duplicates/",
        duplicates.suggest_duplicates,
        name="suggest-duplicates",
    ),
    path(ONE + "pair-organisations/", duplicates.pair_organisations, name="pair-organisations"),
    path(PAIR, duplicates.duplicate, name="duplicate"),
    path(PAIR + "merge-organisations/", duplicates.merge_organisations, name="merge-organisations"),
    path(PAIR + "keep-apart/", duplicates.keep_apart, name="keep-apart"),
    path(
        PAIR + "reconsider-duplicate/",
        duplicates.reconsider_duplicate,
        name="reconsider-duplicate",
    ),
    path(
        ONE + "merges/<int:pk>/unmerge-organisations/",
        duplicates.unmerge_organisations,
        name="unmerge-organisations",
    ),
]
