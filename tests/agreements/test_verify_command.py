"""`spinney agreements verify`: without a site, a database or a network."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from spinney.cli.__main__ import main
from tests.agreements.engine.sealing import a_key, a_sealed, an_unsealed

WHOLE, CHANGED, USAGE, UNKNOWN, NO_SEAL = 0, 1, 2, 3, 4


def pem(name: str) -> bytes:
    certificate = x509.load_der_x509_certificate(a_key(name).certificate)
    return certificate.public_bytes(Encoding.PEM)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command beside the data of a site that has sealed."""
    known = tmp_path / "data" / "files" / "seals"
    known.mkdir(parents=True)
    (known / f"{a_key().fingerprint}.pem").write_bytes(pem("Spinney at example.org"))
    monkeypatch.setenv("SPINNEY_DATA_DIR", str(tmp_path / "data"))

    def run(content: bytes, *options: str):
        file = tmp_path / "rules.pdf"
        file.write_bytes(content)
        return CliRunner().invoke(main, ["agreements", "verify", str(file), *options])

    return run


def test_a_whole_file(run):
    done = run(a_sealed())
    assert done.exit_code == WHOLE
    assert "This file is whole. Nothing was changed since it was sealed." in done.output
    assert "Agreement: Rules of the Elm Valley Spinney, version 1" in done.output
    assert "Party 0, by Ada Elm 0, Director, 20 March 2026 at 12:00" in done.output


def test_a_file_sealed_by_somebody_unknown(run, tmp_path):
    done = run(a_sealed("Somebody else"))
    assert done.exit_code == UNKNOWN
    assert "we do not know who sealed it" in done.output
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(pem("Somebody else"))
    assert run(a_sealed("Somebody else"), "--certificate", str(trusted)).exit_code == WHOLE


def test_a_file_that_was_changed(run):
    changed = bytearray(a_sealed())
    changed[len(changed) // 2] ^= 1
    done = run(bytes(changed))
    assert done.exit_code == CHANGED
    assert "This file was changed after it was sealed. Do not rely on it." in done.output
    assert run(a_sealed() + b"\n").exit_code == CHANGED


def test_a_file_without_a_seal(run):
    assert run(an_unsealed()).exit_code == NO_SEAL
    assert run(b"good morning").exit_code == NO_SEAL


def test_as_json(run):
    done = run(a_sealed(), "--json")
    said = json.loads(done.output)
    assert (said["finding"], said["is_whole"]) == ("sealed", True)
    assert said["sealed_at"] == "2026-03-20T12:00:00+00:00"
    assert said["document"]["title"] == "Rules of the Elm Valley Spinney"
    assert len(said["signatures"]) == 2
    assert json.loads(run(an_unsealed(), "--json").output)["document"] is None


def test_what_is_no_file(run, tmp_path):
    missing = str(Path(tmp_path) / "missing.pdf")
    assert CliRunner().invoke(main, ["agreements", "verify", missing]).exit_code == USAGE
    trusted = tmp_path / "trusted.pem"
    trusted.write_text("good morning")
    done = run(a_sealed(), "--certificate", str(trusted))
    assert done.exit_code == 1
    assert "trusted.pem holds no certificate" in done.output
