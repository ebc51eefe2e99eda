"""Addresses of meetings: called, changed, cancelled; their agenda and papers."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.decisions.views import agenda, attendance, invitations, meeting_plans, meetings

HERE = "clusters/<int:cluster_id>/meetings/"
ONE = HERE + "<int:meeting_id>/"
ITEM = ONE + "items/<int:item_id>/"
PAPER = ONE + "papers/<int:paper_id>/"
POLL = HERE + "polls/<int:ballot_id>/"

urlpatterns: list[URLPattern] = [
    path(HERE, meetings.meetings, name="meetings"),
    path(HERE + "attendance/", attendance.attendance, name="attendance"),
    path(HERE + "plan-meeting/", meeting_plans.plan_meeting, name="plan-meeting"),
    path(HERE + "follow-meetings/", meetings.follow_meetings, name="follow-meetings"),
    path(
        HERE + "stop-following-meetings/", meetings.stop_following_meetings,
        name="stop-following-meetings",
    ),
    path("meetings-calendar/<str:secret>/", meetings.meetings_calendar, name="meetings-calendar"),
    path(POLL + "meeting-from-poll/", meeting_plans.meeting_from_poll, name="meeting-from-poll"),
    path(ONE, meetings.meeting, name="meeting"),
    path(ONE + "meeting.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path(ONE + "edit-meeting/", meeting_plans.edit_meeting, name="edit-meeting"),
    path(ONE + "call-meeting/", meeting_plans.call_meeting, name="call-meeting"),
    path(ONE + "cancel-meeting/", meeting_plans.cancel_meeting, name="cancel-meeting"),
    path(ONE + "discard-meeting/", meeting_plans.discard_meeting, name="discard-meeting"),
    path(ONE + "restore-meeting/", meeting_plans.restore_meeting, name="restore-meeting"),
    path(ONE + "remind-invited/", meeting_plans.remind_invited, name="remind-invited"),
    path(ONE + "send-papers/", meeting_plans.send_papers, name="send-papers"),
    path(ONE + "answer-invitation/", invitations.answer_invitation, name="answer-invitation"),
    path(ONE + "copy-agenda/", agenda.copy_agenda, name="copy-agenda"),
    path(ONE + "add-agenda-item/", agenda.add_agenda_item, name="add-agenda-item"),
    path(ITEM + "edit-agenda-item/", agenda.edit_agenda_item, name="edit-agenda-item"),
    path(ITEM + "move-agenda-item/", agenda.move_agenda_item, name="move-agenda-item"),
    path(ITEM + "remove-agenda-item/", agenda.remove_agenda_item, name="remove-agenda-item"),
    path(ONE + "add-meeting-paper/", agenda.add_meeting_paper, name="add-meeting-paper"),
    path(PAPER, meetings.meeting_paper, name="meeting-paper"),
    path(PAPER + "remove-meeting-paper/", agenda.remove_meeting_paper, name="remove-meeting-paper"),
]  # fmt: skip
