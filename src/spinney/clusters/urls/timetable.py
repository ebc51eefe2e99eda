from django.urls import URLPattern, path

from spinney.clusters.views import conditions, own_dates, stages, timetable

PROGRAMME = "programmes/<int:programme_id>"
CLUSTER = "clusters/<int:cluster_id>"
CONDITION = "<int:condition_id>"

urlpatterns: list[URLPattern] = [
    path(f"{PROGRAMME}/timetable/", timetable.timetable, name="timetable"),
    path(f"{PROGRAMME}/change-timetable/", timetable.change_timetable, name="change-timetable"),
    path(
        f"{PROGRAMME}/renew-calendar-link/",
        timetable.renew_calendar_link,
        name="renew-calendar-link",
    ),
    path(
        "timetable-calendar/<str:token>/", timetable.timetable_calendar, name="timetable-calendar"
    ),
    path(f"{PROGRAMME}/conditions/", conditions.conditions, name="conditions"),
    path(
        f"{PROGRAMME}/add-condition/<int:stage_id>/",
        conditions.add_condition,
        name="add-condition",
    ),
    path(
        f"{PROGRAMME}/edit-condition/{CONDITION}/",
        conditions.edit_condition,
        name="edit-condition",
    ),
    path(
        f"{PROGRAMME}/retire-condition/{CONDITION}/",
        conditions.retire_condition,
        name="retire-condition",
    ),
    path(
        f"{PROGRAMME}/restore-condition/{CONDITION}/",
        conditions.restore_condition,
        name="restore-condition",
    ),
    path(f"{CLUSTER}/stage/", stages.stage, name="stage"),
    path(f"{CLUSTER}/move-stage/", stages.move_stage, name="move-stage"),
    path(f"{CLUSTER}/move-stage-early/", stages.move_stage_early, name="move-stage-early"),
    path(f"{CLUSTER}/move-stage-back/", stages.move_stage_back, name="move-stage-back"),
    path(f"{CLUSTER}/set-own-dates/", own_dates.set_own_dates, name="set-own-dates"),
    path(f"{CLUSTER}/meet-condition/{CONDITION}/", stages.meet_condition, name="meet-condition"),
    path(
        f"{CLUSTER}/take-back-condition/<int:met_id>/",
        stages.take_back_condition,
        name="take-back-condition",
    ),
]
