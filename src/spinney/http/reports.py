"""Evaluation over the API: reports, and what came of it."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["evaluation"])
READ, WRITE = Token("evaluation:read"), Token("evaluation:write")
