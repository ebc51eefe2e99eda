"""An agreement as PDF: what it says, that nothing anybody wrote is read as markup, and that the
same input gives the same bytes.
"""

import io
import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from spinney.agreements.engine.document import Document, FixedClause, NamedParty
from spinney.agreements.engine.documents import Print, pdf
from spinney.base.kernel.printing.shown import _FIRSTS, _LASTS, for_page, for_word
from tests.agreements.engine.making import DRAFT, NOON, a_certificate, a_document


def words(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_what_was_agreed():
    document = a_document(varies="We meet less often.", number=2, starts="1 May 2026")
    said = words(pdf(document, Print(NOON, "Put out for signature", digest=document.digest)))
    for part in (
        "Ground rules of Elm Valley, version 2", "Put out for signature",
        "1. Elm House (lead body; registered charity 1999999)", "2. Rowan Rooms",
        "What this version changes, and why We meet less often.",
        "1 What we are for We share an office.", "2 Money Each pays:", "• for heat", "• for light",
        "When it begins 1 May 2026", "Page 1 of 1", document.digest,
    ):  # fmt: skip
        assert part in said
    assert "Draft" not in said


def test_a_draft_is_marked_on_each_page_and_has_no_hash():
    long = a_document(clauses=(FixedClause("1", "a", "Long", ("Many words. " * 700,)),))
    pages = PdfReader(io.BytesIO(pdf(long, DRAFT))).pages
    assert len(pages) > 1
    for page in pages:
        assert "Draft, not signed" in page.extract_text()
        assert "SHA-256" not in page.extract_text()


def test_it_is_a_tagged_file_that_archives_and_readers_take():
    made = PdfReader(io.BytesIO(pdf(a_document(), DRAFT)))
    about = made.root_object["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in about
    assert "<pdfaid:conformance>A<" in about
    assert "<pdfuaid:part>1<" in about
    assert made.root_object["/MarkInfo"]["/Marked"]
    assert made.root_object["/Lang"] == "en-GB"
    assert made.metadata.title == "Rules of the Elm Valley Spinney"
    fonts = {str(name) for page in made.pages for name in _fonts(page)}
    assert any("SpinneyText" in name for name in fonts)


def _fonts(page):
    return [font["/BaseFont"] for font in page["/Resources"]["/Font"].values()]


def test_on_paper_each_party_has_a_place_to_sign():
    said = words(pdf(a_document(), Print(NOON, to_sign=True)))
    assert "For Elm House Signature Name Position Date" in said
    assert "For Rowan Rooms Signature Name Position Date" in said


def test_the_certificate_page_says_who_signed_and_who_did_not():
    document = a_document()
    made = pdf(document, Print(NOON, digest=document.digest), a_certificate(document))
    said = words(made)
    for part in (
        "Certificate of signing", "Party 1, by Ada Elm 1, Director, on 20 March 2026 at 12:00",
        "May sign: Director, who may sign since 1 January 2026",
        "How we know who it was: signed in with a passkey", "minute.pdf (trustees' minute)",
        "Oak Barn: would not sign, 2 March 2026. Reason given: Too soon",
        "Put out on 1 February 2026 and taken back: a wrong date.", "Open it in any PDF reader.",
    ):  # fmt: skip
        assert part in said
    [enclosed] = PdfReader(io.BytesIO(made)).attachments["agreement.json"]
    held = json.loads(enclosed)
    assert Document.from_json(held["document"]) == document
    assert held["digest"] == document.digest
    assert held["certificate"]["signed"][0]["digest"] == document.digest


def test_a_signature_under_other_words_would_show():
    document = a_document()
    certificate = a_certificate(document, 1)
    other = replace(certificate.signed[0], digest="f" * 64)
    made = pdf(document, Print(NOON, digest=document.digest), replace(certificate, signed=(other,)))
    assert f"Words signed: SHA-256 {'f' * 64}" in words(made)


def test_the_same_input_gives_the_same_bytes():
    document = a_document()
    how = Print(NOON, digest=document.digest)
    assert pdf(document, how) == pdf(document, how)
    assert pdf(document, how, a_certificate(document)) == pdf(
        document, how, a_certificate(document)
    )


MARKUP = (
    '#import "x": *', "#panic()", "*bold* _slanted_ `code` $x^2$", "@here <there> ~ --", "= Head",
    "[x](y)", "\\ // /* */", "{{ config }} {% for x in y %} {# no #}", "#(1+1) #sys.inputs",
    "<w:p/> &amp; ]]> <!-- -->", "+ one / two: three",
)  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_signs_of_markup_are_only_signs(text):
    document = a_document(
        title=text, cluster=text, parties=(NamedParty("u", text, "Member"),), varies=text,
        clauses=(FixedClause("1", "a", text, (text, f"- {text}")),),
    )  # fmt: skip
    said = words(pdf(document, Print(NOON, text, to_sign=True)))
    # Two hyphens are two hyphens, whatever typesetters make of them.
    assert said.count(" ".join(text.split())) >= 6


def test_what_is_not_seen_hides_nothing():
    assert for_page("pay \u202e000,1£\u202c now\u200b\x00\ufeff") == "pay 000,1£ now"
    assert for_page("a\tb\u2028c") == "a b c"
    assert for_page("fire 🔥 雪") == "fire [fire] [cjk unified ideograph-96ea]"
    assert for_word("fire 🔥 雪 \x0b\udcff\ufffe") == "fire 🔥 雪  \ufffd\ufffd"


def test_every_character_that_is_said_to_be_in_the_fonts_is():
    """In regular and in bold: PDF/UA refuses a page with a letter that cannot be displayed."""
    codes = [
        code
        for first, last in zip(_FIRSTS, _LASTS, strict=True)
        for code in range(first, last + 1)
        if unicodedata.category(chr(code))[0] != "M" and unicodedata.is_normalized("NFC", chr(code))
    ]
    assert len(codes) > 3500
    text = "".join(map(chr, codes))
    document = a_document(clauses=(FixedClause("1", "a", text, (text,)),))
    assert for_page(text) == text  # none is named in brackets
    made = pdf(document, Print(NOON))
    assert made.startswith(b"%PDF-")


ANY = st.text(st.characters(), max_size=80)
"""Every character there is, halves of pairs and what has no meaning included."""


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, ANY, st.lists(ANY, max_size=4), ANY)
def test_whatever_is_written_is_set(title, name, heading, paragraphs, standing):
    document = a_document(
        title=title, parties=(NamedParty("u", name, "Member", name),),
        clauses=(FixedClause("1", "a", heading, tuple(paragraphs)),),
    )  # fmt: skip
    made = pdf(document, Print(NOON, standing, to_sign=True))
    assert made.startswith(b"%PDF-")


def test_accents_that_no_font_puts_together_do_not_stop_it():
    towers = "א̷ֳ̡̛̗͗g̷̡͗҉ q\u0301\u0302\u0483 ס\u0302 ﷽ x\u20dd"
    assert pdf(a_document(title=towers), DRAFT).startswith(b"%PDF-")


def test_names_of_three_hundred_letters_fit():
    document = a_document(parties=(NamedParty("u", "W" * 300, "Member"),), title="M" * 300)
    made = PdfReader(io.BytesIO(pdf(document, Print(NOON, to_sign=True))))
    assert len(made.pages) <= 3
