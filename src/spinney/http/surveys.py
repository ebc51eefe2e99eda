"""Surveys over the API: made, asked, answered, and their results."""

from __future__ import annotations

from ninja import Router

from spinney.http.auth import Token

router = Router(tags=["diagnostics"])
READ, WRITE = Token("diagnostics:read"), Token("diagnostics:write")
