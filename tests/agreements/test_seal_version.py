"""After the last signature: the sealed PDF, its certificate page, the key of the site."""

import io
import stat
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pypdf import PdfReader

from spinney.agreements.actions.documents import seal_version
from spinney.agreements.bridge import site_seal
from spinney.agreements.bridge.printing import print_sealed
from spinney.agreements.bridge.site_seal import CannotSeal, known_certificates, site_key
from spinney.agreements.engine.sealing import Finding, verify
from spinney.agreements.models import Sealed, Version
from spinney.agreements.queries.documents import to_be_sealed
from spinney.agreements.states import AgreementState
from spinney.agreements.tasks.documents import seal_what_waits
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from tests.agreements.engine.sealing import a_key, ask_stamp
from tests.agreements.making import an_agreement
from tests.agreements.signing_cases import NOW, a_draft, put_it_out, signs

pytestmark = pytest.mark.django_db
EITHER = [("birch", {"is_required": False}), ("elder", {"is_required": False})]
SYSTEM = Actor.system("sealing")


@pytest.fixture(autouse=True)
def quick_key(settings, monkeypatch):
    """A key that is quick to make, and no authority."""
    settings.SEAL_KEY = settings.SEAL_TIMESTAMPS = ""
    monkeypatch.setattr(site_seal, "make_key", lambda name, now: a_key(name))
    with time_machine.travel(NOW, tick=False):
        yield


def read(sealed: Sealed) -> bytes:
    with sealed.file.open("rb") as file:
        return file.read()


def signed(wood) -> Version:
    """Two members sign; what is started when the transaction is kept is started."""
    agreement = a_draft(wood, ("birch", "elder"))
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch", post="Director")
    signs(wood, signing, "elder")
    return agreement.versions.get()


def sealed_by_work(wood, do_waiting_work) -> Sealed:
    version = signed(wood)
    do_waiting_work()
    return Sealed.objects.get(seals=version)


def test_the_last_signature_brings_the_sealed_pdf(wood, do_waiting_work):
    sealed = sealed_by_work(wood, do_waiting_work)
    content = read(sealed)
    verdict = verify(content, known_certificates())
    assert verdict.finding is Finding.SEALED
    assert verdict.sealed_by == "Spinney at 127.0.0.1"
    assert verdict.digest == sealed.seals.digest
    assert [one["organisation"] for one in verdict.signatures] == ["Birch House", "Elder House"]
    assert (sealed.size, sealed.timestamped_by) == (len(content), "")
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    said = " ".join(said.split())
    assert "Birch House, by Birch" in said
    assert "How we know who it was: signed in" in said
    assert "Signatures needed: all of 2 parties" in said
    assert "May sign: Director, under a mandate given on" in said
    assert "No authority stamps the time" in said
    assert sealed.certificate_sha256 in said.replace(" ", "")


def test_it_is_recorded_with_its_hash(wood, do_waiting_work):
    sealed = sealed_by_work(wood, do_waiting_work)
    entry = Entry.objects.get(verb="agreements.seal_version")
    assert entry.detail["sha256"] == sealed.sha256
    assert entry.detail["digest"] == sealed.seals.digest


def test_done_twice_it_is_done_once(wood, do_waiting_work):
    sealed = sealed_by_work(wood, do_waiting_work)
    made = print_sealed(sealed.seals, NOW)
    again = seal_version(version=sealed.seals, made=made, by=SYSTEM, now=NOW)
    assert (again.pk, again.sha256) == (sealed.pk, sealed.sha256)
    assert Entry.objects.filter(verb="agreements.seal_version").count() == 1
    assert to_be_sealed() == []


def test_what_waits_is_tried_again(wood, do_waiting_work):
    version = signed(wood)
    Job.objects.all().update(state=Job.State.FAILED)
    assert to_be_sealed() == [version]
    seal_what_waits(NOW)
    do_waiting_work()
    assert Sealed.objects.filter(seals=version).exists()
    seal_what_waits(NOW)
    assert Job.objects.filter(kind="agreements.seal_version").count() == 2


def test_a_signature_that_comes_later_brings_a_new_file(wood, do_waiting_work):
    agreement = a_draft(wood, ("birch", "elder"))
    signing = put_it_out(wood, agreement, asked=EITHER, needed=1)
    signs(wood, signing, "birch")
    do_waiting_work()
    first = Sealed.objects.get()
    assert len(verify(read(first)).signatures) == 1
    name = first.file.name
    signs(wood, signing, "elder", now=NOW + timedelta(seconds=5))
    assert to_be_sealed() == [agreement.versions.get()]
    later = NOW + timedelta(minutes=1)
    version = agreement.versions.get()
    seal_version(version=version, made=print_sealed(version, later), by=SYSTEM, now=later)
    second = Sealed.objects.get()
    assert second.pk == first.pk
    assert second.file.name != name
    assert len(verify(read(second)).signatures) == 2
    assert to_be_sealed() == []


def test_only_what_was_signed_is_sealed(wood):
    draft = an_agreement(wood, state=AgreementState.DRAFT).versions.get()
    made = print_sealed(an_agreement(wood).versions.get(), NOW)
    with pytest.raises(WrongState, match="not signed yet"):
        seal_version(version=draft, made=made, by=SYSTEM, now=NOW)


@pytest.mark.parametrize("name", ["rowan", "ash", "birch"])
def test_nobody_seals_by_hand(wood, name):
    version = an_agreement(wood).versions.get()
    made = print_sealed(version, NOW)
    with pytest.raises(NotAllowed):
        seal_version(version=version, made=made, by=getattr(wood, name), now=NOW)


def test_what_was_declined_and_taken_back_stands_in_the_certificate(wood, do_waiting_work):
    from spinney.agreements.models import AskedToSign

    agreement = a_draft(wood, ("birch", "elder"))
    signing = put_it_out(wood, agreement, asked=EITHER, needed=1)
    asked = AskedToSign.objects.get(signing=signing, party__organisation__name="Elder House")
    asked.state, asked.reason, asked.answered_at = "declined", "Not in our charity's aims", NOW
    asked.save()
    signs(wood, signing, "birch")
    do_waiting_work()
    pages = PdfReader(io.BytesIO(read(Sealed.objects.get()))).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Elder House: would not sign, 20 March 2026" in said
    assert "Reason given: Not in our charity's aims" in said
    assert "Signatures needed: 1 of 2 parties" in said


# The key ------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_only_the_site_reads_it(settings):
    key = site_key(NOW)
    path = Path(settings.SEALS) / "key.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert site_key(NOW) == key
    assert known_certificates() == {key.fingerprint}


def test_two_workers_that_make_the_key_at_once_use_one(settings, monkeypatch):
    """The slower finds the quicker's key in place, and uses it."""

    def slow(name, now):
        site_seal._keep(Path(settings.SEALS) / "key.pem", a_key("quicker"), replace=False)
        return a_key("slower")

    monkeypatch.setattr(site_seal, "make_key", slow)
    assert site_key(NOW).name == "quicker"


def test_before_its_certificate_runs_out_there_is_a_new_key(settings, monkeypatch):
    old = site_key(NOW)
    monkeypatch.setattr(site_seal, "make_key", lambda name, now: a_key("new"))
    assert site_key(old.runs_out - timedelta(days=120)) == old
    new = site_key(old.runs_out - timedelta(days=60))
    assert new.name == "new"
    assert known_certificates() == {old.fingerprint, new.fingerprint}


def test_the_key_of_an_authority_is_used(settings, tmp_path):
    key = a_key("Elm Valley Trust")
    held = pkcs12.serialize_key_and_certificates(
        b"seal",
        serialization.load_pem_private_key(key.private, None),
        x509.load_der_x509_certificate(key.certificate),
        None,
        serialization.BestAvailableEncryption(b"word"),
    )
    path = tmp_path / "given.p12"
    path.write_bytes(held)
    settings.SEAL_KEY, settings.SEAL_PASSWORD = str(path), "word"
    assert site_key(NOW).fingerprint == key.fingerprint
    settings.SEAL_PASSWORD = "other"
    with pytest.raises(CannotSeal, match="SPINNEY_SEAL_PASSWORD"):
        site_key(NOW)


# The time -----------------------------------------------------------------------------------


class Authority(BaseHTTPRequestHandler):
    """A time-stamping authority on this machine."""

    answers = staticmethod(ask_stamp)

    def do_POST(self):
        request = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        answer = self.answers(request)
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """It says nothing."""


@pytest.fixture
def authority(settings):
    server = HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SEAL_TIMESTAMPS = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_authority_stamps_the_time(wood, authority, settings):
    version = an_agreement(wood).versions.get()
    made = print_sealed(version, NOW)
    verdict = verify(made.content, known_certificates() | {made.certificate})
    assert verdict.finding is Finding.SEALED
    assert verdict.stamped_by == "Clock House"
    assert made.stamped_by == settings.SEAL_TIMESTAMPS


def test_an_authority_that_is_away_is_said_and_asked_again(wood, settings, do_waiting_work):
    settings.SEAL_TIMESTAMPS = "http://127.0.0.1:9/"
    version = signed(wood)
    do_waiting_work()
    assert not Sealed.objects.filter(seals=version).exists()
    assert Job.objects.get(kind="agreements.seal_version").error == (
        "The time-stamping authority does not answer."
    )
    assert to_be_sealed() == [version]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org"])
def test_an_address_that_is_none(wood, settings, address):
    settings.SEAL_TIMESTAMPS = address
    with pytest.raises(CannotSeal, match="https"):
        print_sealed(an_agreement(wood).versions.get(), NOW)
