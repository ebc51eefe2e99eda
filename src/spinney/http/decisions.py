"""Decisions over the API: ballots, votes, results and what follows from them."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["decisions"])
READ, WRITE = Token("decisions:read"), Token("decisions:write")
