"""Workplans over the API."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["workplans"])
READ, WRITE = Token("workplans:read"), Token("workplans:write")
