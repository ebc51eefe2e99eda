"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations

from spinney.base.keeping.portable import stays, takes_along

takes_along("agreements.Agreement", within=["cluster"])
takes_along("agreements.Version", within=["agreement"], leave_out=["undoes"])
takes_along("agreements.Party", within=["agreement"])
takes_along("agreements.Comment", within=["about"])
takes_along("agreements.ProposedWords", within=["about"])
takes_along("agreements.OutsideReader", within=["reads"])
takes_along("agreements.Approval", within=["about"])
takes_along("agreements.Answered", within=["approval"])
takes_along("agreements.Signing", within=["signs"])
takes_along("agreements.AskedToSign", within=["signing"])
takes_along("agreements.Signature", within=["asked"])
takes_along("agreements.Authority", within=["asked"])
takes_along("agreements.Scan", within=["asked"])
takes_along("agreements.Sealed", within=["seals"])
takes_along("agreements.SignedElsewhere", within=["of"])
takes_along("agreements.Duty", within=["agreement"])
takes_along("agreements.Alert", within=["of"])
takes_along("agreements.Leaving", within=["party"])
takes_along("agreements.Revocation", within=["agreement"])

OWN = "who looked at whose data, and whom to ask, is their organisation's to know"
for kept in ("Look", "Contact"):
    stays(f"agreements.{kept}", because=OWN)
