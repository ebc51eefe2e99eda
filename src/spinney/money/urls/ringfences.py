"""Addresses of ring-fences and payments for attendance."""

from __future__ import annotations

from django.urls import URLPattern, path

from spinney.money.views import attendance, ring_fences

ALL = "clusters/<int:cluster_id>/money/ring-fences/"
ONE = f"{ALL}<int:pk>/"
PAYMENTS = f"{ALL}attendance/"

urlpatterns: list[URLPattern] = [
    path(ALL, ring_fences.ring_fences, name="ring-fences"),
    path(f"{ALL}add-ring-fence/", ring_fences.add_ring_fence, name="add-ring-fence"),
    path(ONE, ring_fences.ring_fence, name="ring-fence"),
    path(f"{ONE}edit-ring-fence/", ring_fences.edit_ring_fence, name="edit-ring-fence"),
    path(f"{ONE}close-ring-fence/", ring_fences.close_ring_fence, name="close-ring-fence"),
    path(f"{ONE}reopen-ring-fence/", ring_fences.reopen_ring_fence, name="reopen-ring-fence"),
    path(f"{ONE}add-attendance-rate/", ring_fences.add_attendance_rate, name="add-attendance-rate"),
    path(f"{ONE}count-attendance/", attendance.count_attendance, name="count-attendance"),
    path(
        f"{ALL}rates/<int:pk>/end-attendance-rate/",
        ring_fences.end_attendance_rate,
        name="end-attendance-rate",
    ),
    path(PAYMENTS, attendance.attendance_payments, name="attendance-payments"),
    path(
        f"{PAYMENTS}approve-attendance/", attendance.approve_attendance, name="approve-attendance"
    ),
    path(f"{PAYMENTS}drop-attendance/", attendance.drop_attendance, name="drop-attendance"),
    path(
        f"{PAYMENTS}restore-attendance/", attendance.restore_attendance, name="restore-attendance"
    ),
    path(f"{PAYMENTS}pay-attendance/", attendance.pay_attendance, name="pay-attendance"),
]
