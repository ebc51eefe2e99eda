"""Who may do what with surveys: set up, opened, asked, reminded, closed; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
