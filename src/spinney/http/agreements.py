"""Agreements over the API: drafted, put out, signed, and the terms in force."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["agreements"])
READ, WRITE = Token("agreements:read"), Token("agreements:write")
