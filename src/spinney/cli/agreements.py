"""`spinney agreements verify FILE.pdf`: is it whole? Needs no site, no database, no network."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from spinney.agreements.engine.sealing import Verdict

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
WHOLE, NOT_WHOLE, UNKNOWN, NO_SEAL = 0, 1, 3, 4
LARGEST = 100_000_000


@click.group()
def agreements() -> None:
    """Check signed and sealed PDFs."""


@agreements.command("verify")
@click.argument("file", type=FILE)
@click.option(
    "--certificate",
    "certificates",
    type=FILE,
    multiple=True,
    help="A certificate that you trust (PEM), besides those that this site has used.",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
def verify_file(file: Path, certificates: tuple[Path, ...], as_json: bool) -> None:
    """Say whether a sealed PDF is whole, who sealed it and when, and who signed its words.

    Ends with 0 when it is whole and sealed by a certificate that is known; 3 when it is whole and
    the certificate is not known; 4 when it has no seal; 1 when it was changed.
    """
    from spinney.agreements.engine.sealing import told, verify

    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file.name} is too large to be an agreement.")
    verdict = verify(file.read_bytes(), _known(certificates))
    if as_json:
        click.echo(json.dumps(_as_json(verdict), indent=1, ensure_ascii=False))
    else:
        words = told(verdict)
        click.echo(words.outcome)
        for label, said in words.facts:
            click.echo(f"  {label}: {said}")
        if words.signatures:
            click.echo("  Signed by:")
        for one in words.signatures:
            click.echo(f"    {one}")
        if words.next:
            click.echo(words.next)
    raise SystemExit(_exit_code(verdict))


def _known(certificates: tuple[Path, ...]) -> set[str]:
    """Fingerprints of certificates that are trusted: those given, and those that the site whose
    data are here has used.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    folder = Path(os.environ.get("SPINNEY_DATA_DIR", Path.cwd() / "var")) / "files" / "seals"
    known = set()
    for path in (*certificates, *sorted(folder.glob("*.pem"))):
        try:
            found = x509.load_pem_x509_certificates(path.read_bytes())
        except ValueError as problem:
            raise click.ClickException(f"{path.name} holds no certificate (PEM).") from problem
        known |= {hashlib.sha256(one.public_bytes(Encoding.DER)).hexdigest() for one in found}
    return known


def _exit_code(verdict: Verdict) -> int:
    from spinney.agreements.engine.sealing import Finding

    return {
        Finding.SEALED: WHOLE,
        Finding.UNKNOWN: UNKNOWN,
        Finding.NO_SEAL: NO_SEAL,
        Finding.NOT_A_PDF: NO_SEAL,
    }.get(verdict.finding, NOT_WHOLE)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "finding": verdict.finding.value,
        "is_whole": verdict.is_whole,
        "sealed_by": verdict.sealed_by,
        "certificate_sha256": verdict.certificate,
        "sealed_at": verdict.sealed_at.isoformat() if verdict.sealed_at else None,
        "stamped_by": verdict.stamped_by,
        "stamped_at": verdict.stamped_at.isoformat() if verdict.stamped_at else None,
        "words_sha256": verdict.digest,
        "agreement": verdict.agreement,
        "document": verdict.document.to_json() if verdict.document else None,
        "signatures": list(verdict.signatures),
    }
