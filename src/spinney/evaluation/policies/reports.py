"""Who may do what with evaluation reports; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
