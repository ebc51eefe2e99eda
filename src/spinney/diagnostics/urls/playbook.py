"""Addresses of the facilitator's playbook and of her private log."""

from __future__ import annotations

from django.urls import path

from spinney.diagnostics.views import episode_patterns, episodes, playbook

HERE = "clusters/<int:cluster_id>/playbook/"
STEP = HERE + "steps/<slug:step>/"
LOG = "episodes/"
ONE = LOG + "<int:episode_id>/"

urlpatterns = [
    path(HERE, playbook.playbook, name="playbook"),
    path(STEP, playbook.playbook_step, name="playbook-step"),
    path(STEP + "step-sheet/", playbook.step_sheet, name="step-sheet"),
    path(STEP + "note-step/", playbook.note_step, name="note-step"),
    path(HERE + "take-back-step/<int:done_id>/", playbook.take_back_step, name="take-back-step"),
    path(HERE + "hard-moments/", playbook.hard_moments, name="hard-moments"),
    path(HERE + "hard-moments/<slug:what>/", playbook.hard_moment, name="hard-moment"),
    path(HERE + "log-episode/", episodes.log_episode, name="log-episode"),
    path(LOG, episodes.episodes, name="episodes"),
    path(LOG + "export-episodes/", episodes.export_episodes, name="export-episodes"),
    path(LOG + "episode-patterns/", episode_patterns.episode_patterns, name="episode-patterns"),
    path(ONE, episodes.episode, name="episode"),
    path(ONE + "edit-episode/", episodes.edit_episode, name="edit-episode"),
    path(ONE + "remove-episode/", episodes.remove_episode, name="remove-episode"),
    path(ONE + "restore-episode/", episodes.restore_episode, name="restore-episode"),
]
