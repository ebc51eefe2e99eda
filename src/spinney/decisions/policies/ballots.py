"""Who may do what with ballots: written, announced, opened, taken back, replaced; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
