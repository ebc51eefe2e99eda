"""What this room writes by mail, one file a noun. Imported when the site starts."""

from spinney.register.letters import evidence, people, profiles

__all__ = ["evidence", "people", "profiles"]
