"""Who may do what with meetings: called, changed, cancelled; their agenda and papers; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
