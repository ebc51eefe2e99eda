"""Who may do what with signing: put out, sign, forward, decline, on paper; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
