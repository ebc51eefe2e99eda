from django.urls import path

from spinney.register.views import calendars, evidence, evidence_files

EVIDENCE = "organisations/<int:organisation_id>/evidence/"

urlpatterns = [
    path(EVIDENCE, evidence.list_evidence, name="list-evidence"),
    path(f"{EVIDENCE}add/", evidence.add_evidence, name="add-evidence"),
    path(f"{EVIDENCE}calendar/", calendars.make_calendar, name="make-calendar"),
    path(f"{EVIDENCE}calendar/end/", calendars.end_calendar, name="end-calendar"),
    path(f"{EVIDENCE}files/<uuid:uid>/", evidence_files.download_file, name="download-file"),
    path(f"{EVIDENCE}files/<uuid:uid>/remove/", evidence_files.remove_file, name="remove-file"),
    path(f"{EVIDENCE}files/<uuid:uid>/restore/", evidence_files.restore_file, name="restore-file"),
    path(f"{EVIDENCE}<int:pk>/", evidence.view_evidence, name="view-evidence"),
    path(f"{EVIDENCE}<int:pk>/change/", evidence.change_evidence, name="change-evidence"),
    path(f"{EVIDENCE}<int:pk>/replace/", evidence.replace_evidence, name="replace-evidence"),
    path(f"{EVIDENCE}<int:pk>/withdraw/", evidence.withdraw_evidence, name="withdraw-evidence"),
    path(f"{EVIDENCE}<int:pk>/restore/", evidence.restore_evidence, name="restore-evidence"),
    path(f"{EVIDENCE}<int:pk>/files/", evidence_files.attach_file, name="attach-file"),
]
