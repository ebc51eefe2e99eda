"""What a supplier is called where its whole cluster may know its name."""

from __future__ import annotations

from spinney.purchasing.engine.readable import readable
from spinney.purchasing.models import Supplier


def called(supplier: Supplier) -> str:
    """Its name as people read it: what somebody chose stays, capitals that nobody chose do not."""
    return supplier.name if supplier.named_by else readable(supplier.name)
