"""Addresses of activities and milestones."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.workplans.views import activities, dependencies, milestones, progress

HERE = "clusters/<int:cluster_id>/workplan/"
ALL = f"{HERE}activities/"
ONE = f"{ALL}<int:pk>/"
MARKS = f"{HERE}milestones/"
MARK = f"{MARKS}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, activities.activities, name="activities"),
    path(f"{ALL}add-activity/", activities.add_activity, name="add-activity"),
    path(ONE, activities.activity, name="activity"),
    path(f"{ONE}edit-activity/", activities.edit_activity, name="edit-activity"),
    path(f"{ONE}drop-activity/", activities.drop_activity, name="drop-activity"),
    path(f"{ONE}take-up-activity/", activities.take_up_activity, name="take-up-activity"),
    path(f"{ONE}remove-activity/", activities.remove_activity, name="remove-activity"),
    path(f"{ONE}restore-activity/", activities.restore_activity, name="restore-activity"),
    path(f"{ONE}note-progress/", progress.note_progress, name="note-progress"),
    path(f"{ONE}add-dependency/", dependencies.add_dependency, name="add-dependency"),
    path(
        f"{ONE}waits/<int:wait_id>/remove-dependency/", dependencies.remove_dependency,
        name="remove-dependency",
    ),
    path(MARKS, milestones.milestones, name="milestones"),
    path(f"{MARKS}add-milestone/", milestones.add_milestone, name="add-milestone"),
    path(f"{MARK}edit-milestone/", milestones.edit_milestone, name="edit-milestone"),
    path(f"{MARK}note-milestone/", milestones.note_milestone, name="note-milestone"),
    path(f"{MARK}remove-milestone/", milestones.remove_milestone, name="remove-milestone"),
    path(f"{MARK}restore-milestone/", milestones.restore_milestone, name="restore-milestone"),
]  # fmt: skip
