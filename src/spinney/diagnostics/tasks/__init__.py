"""What the diagnostics room does by itself, and its long work; imported when it starts."""

from spinney.diagnostics.tasks import groups, instruments, playbook, results, surveys

__all__ = ["groups", "instruments", "playbook", "results", "surveys"]
