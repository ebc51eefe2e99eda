from django.urls import URLPattern, path

from spinney.clusters.views import days, gatherings, journal

CLUSTER = "clusters/<int:cluster_id>"
GATHERING = "<int:gathering_id>"
NOTE = "journal/<int:note_id>"

urlpatterns: list[URLPattern] = [
    path(f"{CLUSTER}/days/", days.days, name="days"),
    path(f"{CLUSTER}/log-day/", days.log_day, name="log-day"),
    path(f"{CLUSTER}/take-back-day/<int:day_id>/", days.take_back_day, name="take-back-day"),
    path(f"{CLUSTER}/edit-day/<int:day_id>/", days.edit_day, name="edit-day"),
    path(f"{CLUSTER}/restore-day/<int:day_id>/", days.restore_day, name="restore-day"),
    path(f"{CLUSTER}/gatherings/", gatherings.gatherings, name="gatherings"),
    path(f"{CLUSTER}/gathering/{GATHERING}/", gatherings.gathering, name="gathering"),
    path(f"{CLUSTER}/sign-in-sheet/{GATHERING}/", gatherings.sign_in_sheet, name="sign-in-sheet"),
    path(f"{CLUSTER}/add-gathering/", gatherings.add_gathering, name="add-gathering"),
    path(
        f"{CLUSTER}/edit-gathering/{GATHERING}/", gatherings.edit_gathering, name="edit-gathering"
    ),
    path(
        f"{CLUSTER}/record-attendance/{GATHERING}/",
        gatherings.record_attendance,
        name="record-attendance",
    ),
    path(
        f"{CLUSTER}/remove-gathering/{GATHERING}/",
        gatherings.remove_gathering,
        name="remove-gathering",
    ),
    path(
        f"{CLUSTER}/restore-gathering/{GATHERING}/",
        gatherings.restore_gathering,
        name="restore-gathering",
    ),
    path(
        f"{CLUSTER}/attendance-pattern/", gatherings.attendance_pattern, name="attendance-pattern"
    ),
    path("journal/", journal.journal, name="journal"),
    path("journal/export-notes/", journal.export_notes, name="export-notes"),
    path(f"{CLUSTER}/write-note/", journal.write_note, name="write-note"),
    path(f"{NOTE}/edit-note/", journal.edit_note, name="edit-note"),
    path(f"{NOTE}/delete-note/", journal.delete_note, name="delete-note"),
    path(f"{NOTE}/restore-note/", journal.restore_note, name="restore-note"),
]
