"""Buying over the API: files of payments, and savings."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["purchasing"])
READ, WRITE = Token("purchasing:read"), Token("purchasing:write")
