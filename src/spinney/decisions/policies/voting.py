"""Who may do what with voting, interests, proxies, objections, receipts; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role

MAY: dict[str, frozenset[Role]] = {}
