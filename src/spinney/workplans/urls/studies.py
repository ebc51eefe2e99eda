"""Addresses of feasibility studies."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.workplans.views import studies, study_options

ALL = "clusters/<int:cluster_id>/studies/"
ONE = f"{ALL}<int:pk>/"
WAY = f"{ONE}ways/<int:option_id>/"

urlpatterns: list[URLPattern] = [
    path(ALL, studies.studies, name="studies"),
    path(f"{ALL}start-study/", studies.start_study, name="start-study"),
    path(ONE, studies.study, name="study"),
    path(f"{ONE}edit-study/", studies.edit_study, name="edit-study"),
    path(f"{ONE}open-study/", studies.open_study, name="open-study"),
    path(f"{ONE}stall-study/", studies.stall_study, name="stall-study"),
    path(f"{ONE}revive-study/", studies.revive_study, name="revive-study"),
    path(f"{ONE}decide-study/", studies.decide_study, name="decide-study"),
    path(f"{ONE}put-study-to-vote/", studies.put_study_to_vote, name="put-study-to-vote"),
    path(f"{ONE}add-study-option/", study_options.add_study_option, name="add-study-option"),
    path(f"{WAY}edit-study-option/", study_options.edit_study_option, name="edit-study-option"),
    path(
        f"{WAY}remove-study-option/", study_options.remove_study_option,
        name="remove-study-option",
    ),
    path(
        f"{WAY}restore-study-option/", study_options.restore_study_option,
        name="restore-study-option",
    ),
]  # fmt: skip
