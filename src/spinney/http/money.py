"""Money over the API: budgets, grants, instalments and the ledger."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["money"])
READ, WRITE = Token("money:read"), Token("money:write")
