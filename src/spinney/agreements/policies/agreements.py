"""Who may do what with agreements: listed, opened, their parties and their papers; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
