"""The seal: whole files are told from changed ones, whatever was done to them."""

import asyncio
import io
import json
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from spinney.agreements.engine.documents import Print, pdf
from spinney.agreements.engine.documents.certificate import ENCLOSED
from spinney.agreements.engine.sealing import (
    Finding,
    from_pem,
    read_pkcs12,
    seal,
    to_pem,
    verify,
)
from spinney.agreements.engine.sealing.sealing import _signer
from tests.agreements.engine.making import NOON, a_certificate, a_document
from tests.agreements.engine.sealing import (
    REASON,
    STAMPED_AT,
    a_key,
    a_sealed,
    an_unsealed,
    ask_stamp,
)


def known():
    return [a_key().fingerprint]


def test_what_was_sealed_is_whole_and_says_by_whom_and_what():
    verdict = verify(a_sealed(), known())
    assert verdict.finding is Finding.SEALED
    assert verdict.is_whole
    assert (verdict.sealed_by, verdict.sealed_at) == ("Spinney at example.org", NOON)
    assert verdict.certificate == a_key().fingerprint
    assert verdict.document == a_document()
    assert verdict.digest == a_document().digest
    assert [one["organisation"] for one in verdict.signatures] == ["Party 0", "Party 1"]
    assert verdict.stamped_at is None


def test_readers_are_told_that_nothing_may_be_changed():
    made = PdfReader(io.BytesIO(a_sealed()))
    permission = made.root_object["/Perms"]["/DocMDP"]["/Reference"][0]["/TransformParams"]
    assert permission["/P"] == 1
    [field] = made.root_object["/AcroForm"]["/Fields"]
    assert field.get_object()["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert field.get_object()["/V"]["/Reason"] == REASON


def test_a_seal_by_somebody_unknown_is_told_as_such():
    verdict = verify(a_sealed("Somebody else"), known())
    assert verdict.finding is Finding.UNKNOWN
    assert verdict.sealed_by == "Somebody else"


def test_the_time_is_stamped_by_an_authority():
    stamped = seal(an_unsealed(), a_key(), at=NOON, reason=REASON, ask=ask_stamp)
    verdict = verify(stamped, known())
    assert verdict.finding is Finding.SEALED
    assert (verdict.stamped_by, verdict.stamped_at) == ("Clock House", STAMPED_AT)


def test_where_an_event_loop_runs_already():
    async def within() -> bool:
        made = seal(an_unsealed(), a_key(), at=NOON, reason=REASON)
        return verify(made, known()).is_whole

    assert asyncio.run(within())


def test_an_authority_that_answers_nonsense_stamps_nothing():
    with pytest.raises(OSError, match="no stamp"):
        seal(an_unsealed(), a_key(), at=NOON, reason=REASON, ask=lambda request: b"good morning")


def test_what_was_never_sealed():
    assert verify(an_unsealed(), known()).finding is Finding.NO_SEAL
    assert verify(b"good morning", known()).finding is Finding.NOT_A_PDF
    assert verify(b"", known()).finding is Finding.NOT_A_PDF
    with pytest.raises(ValueError, match="cannot be sealed"):
        seal(b"good morning", a_key(), at=NOON, reason=REASON)


# What people do to files --------------------------------------------------------------------


def added(change):
    """An incremental update, as PDF editors save what was changed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(a_sealed()))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_an_update_after_the_seal_shows():
    from pyhanko.pdf_utils.generic import NameObject, TextStringObject

    def change(writer):
        writer.root[NameObject("/Lang")] = TextStringObject("fr")
        writer.update_root()

    verdict = verify(added(change), known())
    assert verdict.finding is Finding.ADDED_TO
    assert verdict.document is None


def test_a_page_added_shows():
    writer = PdfWriter(io.BytesIO(a_sealed()), incremental=True)
    writer.add_blank_page(595, 842)
    made = io.BytesIO()
    writer.write(made)
    assert len(PdfReader(io.BytesIO(made.getvalue())).pages) == 3
    assert verify(made.getvalue(), known()).finding is Finding.ADDED_TO


def test_a_file_saved_anew_shows():
    writer = PdfWriter(clone_from=io.BytesIO(a_sealed()))
    made = io.BytesIO()
    writer.write(made)
    assert not verify(made.getvalue(), known()).is_whole


def test_a_second_seal_shows():
    other = a_key("Somebody else")
    writer = IncrementalPdfFileWriter(io.BytesIO(an_unsealed()))
    first = sign_pdf(writer, PdfSignatureMetadata(field_name="One"), signer=_signer(a_key()))
    writer = IncrementalPdfFileWriter(first)
    both = sign_pdf(writer, PdfSignatureMetadata(field_name="Two"), signer=_signer(other))
    assert verify(both.getvalue(), known()).finding in (Finding.ADDED_TO, Finding.CHANGED)


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%comment", b"\0" * 9])
def test_bytes_at_the_end_show(tail):
    assert not verify(a_sealed() + tail, known()).is_whole


def test_a_file_cut_short_shows():
    whole = a_sealed()
    for share in (0.3, 0.9, 0.99):
        assert not verify(whole[: int(len(whole) * share)], known()).is_whole


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_byte_changed_anywhere_shows(data):
    changed = bytearray(a_sealed())
    at = data.draw(st.integers(0, len(changed) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    assert not verify(bytes(changed), known()).is_whole


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_byte_of_the_seal_itself_changed_shows(data):
    changed = bytearray(a_sealed())
    first = bytes(changed).index(b"/Contents <") + len(b"/Contents ")
    at = data.draw(st.integers(first, bytes(changed).index(b">", first)))
    changed[at] ^= data.draw(st.integers(1, 255))
    assert not verify(bytes(changed), known()).is_whole


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_judged(content):
    assert not verify(b"%PDF-1.7\n" + content, known()).is_whole


# Words that do not prove themselves ---------------------------------------------------------


def sealed_with(certificate, document):
    made = pdf(document, Print(NOON, digest=document.digest), certificate)
    return seal(made, a_key(), at=NOON, reason=REASON)


def test_signatures_under_other_words_do_not_agree():
    document = a_document()
    certificate = a_certificate(document, 1)
    other = replace(certificate.signed[0], digest="0" * 64)
    verdict = verify(sealed_with(replace(certificate, signed=(other,)), document), known())
    assert verdict.finding is Finding.WORDS_DIFFER


def test_words_that_are_not_those_of_the_hash_do_not_agree(monkeypatch):
    from spinney.agreements.engine.documents import setting

    def other_words(document, certificate):
        said = json.loads(true_words(document, certificate))
        said["document"]["title"] = "Other rules"
        return json.dumps(said).encode()

    true_words = setting.enclosed_json
    monkeypatch.setattr(setting, "enclosed_json", other_words)
    document = a_document()
    assert verify(sealed_with(a_certificate(document), document), known()).finding is (
        Finding.WORDS_DIFFER
    )


def test_a_seal_on_some_other_pdf_proves_no_words():
    made = pdf(a_document(), Print(NOON))
    verdict = verify(seal(made, a_key(), at=NOON, reason=REASON), known())
    assert verdict.finding is Finding.NO_WORDS


# Keys ---------------------------------------------------------------------------------------


def test_a_key_is_kept_and_read_again():
    assert from_pem(to_pem(a_key())) == a_key()
    with pytest.raises(ValueError, match="no private key"):
        from_pem(b"good morning")


def test_a_certificate_says_what_it_is_for():
    made = x509.load_der_x509_certificate(a_key().certificate)
    usage = made.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert a_key().runs_out.year == NOON.year + 5


def test_a_key_of_an_authority_is_read_from_its_file():
    key = a_key()
    private = serialization.load_pem_private_key(key.private, None)
    certificate = x509.load_der_x509_certificate(key.certificate)
    held = pkcs12.serialize_key_and_certificates(
        b"seal", private, certificate, None, serialization.BestAvailableEncryption(b"word")
    )
    assert read_pkcs12(held, "word") == key
    with pytest.raises(ValueError, match=r"[Pp]assword|PKCS12"):
        read_pkcs12(held, "other")


def test_a_name_longer_than_x509_allows():
    from spinney.agreements.engine.sealing import make_key

    assert make_key("W" * 300, NOON, bits=2048).name == "W" * 64


def test_data_that_unpack_to_very_much_are_not_read():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    data = StreamObject()
    data.set_data(b"[" + b"[]," * 8_000_000 + b"0]")
    packed = data.flate_encode(9)
    kept = writer._add_object(packed)
    spec = DictionaryObject({NameObject("/EF"): DictionaryObject({NameObject("/F"): kept})})
    names = ArrayObject([TextStringObject(ENCLOSED), spec])
    enclosed = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): enclosed}
    )
    made = io.BytesIO()
    writer.write(made)
    sealed = seal(made.getvalue(), a_key(), at=NOON, reason=REASON)
    assert len(sealed) < 100_000
    verdict = verify(sealed, known())
    assert verdict.finding is Finding.CHANGED
    assert verdict.document is None
