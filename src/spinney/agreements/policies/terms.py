"""Who may do what with terms: in force, on any day, and in conflict; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
