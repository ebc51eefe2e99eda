from django.urls import URLPattern, path

from spinney.clusters.views import managers, programmes, standing

ONE = "programmes/<int:programme_id>"
COMPARATOR = "<int:comparator_id>"

urlpatterns: list[URLPattern] = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("all-programmes/", programmes.all_programmes, name="all-programmes"),
    path("make-programme/", programmes.make_programme, name="make-programme"),
    path(f"{ONE}/", programmes.programme, name="programme"),
    path(f"{ONE}/edit-programme/", programmes.edit_programme, name="edit-programme"),
    path(f"{ONE}/start-programme/", programmes.start_programme, name="start-programme"),
    path(f"{ONE}/close-programme/", programmes.close_programme, name="close-programme"),
    path(f"{ONE}/reopen-programme/", programmes.reopen_programme, name="reopen-programme"),
    path(f"{ONE}/duplicate-programme/", programmes.duplicate_programme, name="duplicate-programme"),
    path(f"{ONE}/standing/", standing.standing, name="standing"),
    path(f"{ONE}/managers/", managers.managers, name="managers"),
    path(f"{ONE}/add-manager/", managers.add_manager, name="add-manager"),
    path(f"{ONE}/remove-manager/<int:manager_id>/", managers.remove_manager, name="remove-manager"),
    path(f"{ONE}/costs/", managers.costs, name="costs"),
    path(f"{ONE}/add-comparator/", managers.add_comparator, name="add-comparator"),
    path(
        f"{ONE}/remove-comparator/{COMPARATOR}/",
        managers.remove_comparator,
        name="remove-comparator",
    ),
    path(
        f"{ONE}/restore-comparator/{COMPARATOR}/",
        managers.restore_comparator,
        name="restore-comparator",
    ),
]
