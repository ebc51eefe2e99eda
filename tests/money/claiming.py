"""Claims brought to a state by the actions."""

from __future__ import annotations

import io
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from spinney.money.actions.claim_payments import approve_claim
from spinney.money.actions.claims import add_claim_line, draft_claim, send_claim
from spinney.money.models import Claim
from spinney.money.policies.claims import ClaimText, LineText
from tests.money.granting import NOW
from tests.personas import Wood

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 15)
LINE = LineText(date(2026, 2, 3), "Room hire", 12_050)
_shades = count(1)


def a_picture(name: str = "receipt.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A picture unlike any other."""
    drawn = io.BytesIO()
    Image.new("RGB", size, (next(_shades) % 256, 10, 20)).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def drafted(wood: Wood, **changes: Any) -> Claim:
    fields = {
        "organisation_id": wood.organisations["birch"].pk, "first_day": FIRST, "last_day": LAST
    } | changes  # fmt: skip
    return draft_claim(cluster=wood.cluster, text=ClaimText(**fields), by=wood.birch, now=NOW)


def with_line(wood: Wood, pence: int = 12_050, **changes: Any) -> Claim:
    claim = drafted(wood, **changes)
    text = LineText(LINE.day, LINE.what, pence)
    add_claim_line(claim=claim, text=text, file=a_picture(), by=wood.birch, now=NOW)
    return Claim.objects.get(pk=claim.pk)


def sent(wood: Wood, pence: int = 12_050, **changes: Any) -> Claim:
    return send_claim(claim=with_line(wood, pence, **changes), by=wood.birch, now=NOW)


def approved(wood: Wood, pence: int = 12_050, **changes: Any) -> Claim:
    return approve_claim(claim=sent(wood, pence, **changes), by=wood.ash, now=NOW)
