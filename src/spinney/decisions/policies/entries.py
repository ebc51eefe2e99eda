"""Who may do what with votes on paper and by phone, confirmed by a second person; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
