"""Who may do what with documents: Word, PDF, seals and their verification; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
