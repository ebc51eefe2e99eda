"""Who may do what with costs and what they bought; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
