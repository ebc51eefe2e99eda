"""What an uploaded PDF may not hold. The bad ones are made here, by another library."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from spinney.agreements.engine.papers import Holds, look_into


def named(**parts):
    """A dictionary of a PDF: text that begins with a slash is a name."""
    made = DictionaryObject()
    for key, value in parts.items():
        if isinstance(value, str):
            value = NameObject(value) if value.startswith("/") else TextStringObject(value)
        made[NameObject(f"/{key}")] = value
    return made


def a_pdf(change=None, *, pages=1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if change:
        change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def on_open(action):
    return lambda writer: writer.root_object.update({NameObject("/OpenAction"): action})


def on_page(writer):
    action = writer._add_object(named(S="/URI", URI="https://example.org"))
    writer.pages[0][NameObject("/AA")] = named(O=action)


def xfa(writer):
    writer.root_object[NameObject("/AcroForm")] = named(XFA="<xdp/>", Fields=ArrayObject())


def film(writer):
    writer.pages[0][NameObject("/Annots")] = ArrayObject([named(Type="/Annot", Subtype="/Movie")])


def in_names(writer):
    names = ArrayObject([TextStringObject("go"), named(S="/JavaScript", JS="app.alert(1)")])
    writer.root_object[NameObject("/Names")] = named(JavaScript=named(Names=names))


def button(action):
    def add(writer):
        annotation = named(Type="/Annot", Subtype="/Link", A=action)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return add


BAD = {
    "a script when it is opened": (on_open(named(S="/JavaScript", JS="app.alert(1)")), "script"),
    "a script by name": (in_names, "script"),
    "a program": (button(named(S="/Launch", F="calc.exe")), "launch"),
    "a page of the web by itself": (on_open(named(S="/URI", URI="https://x.org")), "by_itself"),
    "something when a page is shown": (on_page, "by_itself"),
    "a form that is sent": (button(named(S="/SubmitForm", F="https://x.org")), "action"),
    "a file elsewhere": (button(named(S="/GoToR", F="//there/share")), "action"),
    "a film": (film, "multimedia"),
    "a form in XML": (xfa, "xfa"),
    "a program inside": (lambda w: w.add_attachment("a.exe", b"MZ\x90"), "attachment"),
    "a program that calls itself data": (lambda w: w.add_attachment("a.json", b"MZ"), "attachment"),
    "a password": (lambda w: w.encrypt("secret"), "locked"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_does_something_is_found(kind):
    change, code = BAD[kind]
    assert Holds(code) in [one.code for one in look_into(a_pdf(change))]


def link_within(writer):
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org"))


GOOD = {
    "a page": None,
    "a link to follow": link_within,
    "where it opens": on_open(ArrayObject([NumberObject(0), NameObject("/Fit")])),
    "data inside": lambda w: w.add_attachment("words.json", b'{"a": 1}'),
    "locked against printing alone": lambda w: w.encrypt("", "owner"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_what_does_no_harm_is_taken(kind):
    assert look_into(a_pdf(GOOD[kind])) == ()


def test_a_long_book_is_taken():
    def chapters(writer):
        for at in range(400):
            writer.add_outline_item(title=f"Chapter {at}", page_number=0)

    assert look_into(a_pdf(chapters, pages=300)) == ()


def test_a_name_spelt_in_numbers_is_read():
    stray = b"99 0 obj << /S /L#61unch /F (calc.exe) >> endobj\n"
    assert [one.code for one in look_into(a_pdf() + stray)] == [Holds.LAUNCH]


def test_what_the_index_does_not_name_is_found_too():
    stray = b"99 0 obj << /S /JavaScript /JS (app.alert) >> endobj\n"
    assert [one.code for one in look_into(a_pdf() + stray)] == [Holds.SCRIPT]


def test_a_bomb_is_refused_before_it_goes_off():
    import zlib

    def bomb(writer):
        stream = StreamObject()
        stream._data = zlib.compress(b"\0" * 300_000_000, 1)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        spec = named(Type="/Filespec", F="a.json", EF=named(F=writer._add_object(stream)))
        writer.root_object[NameObject("/AF")] = ArrayObject([writer._add_object(spec)])

    assert [one.code for one in look_into(a_pdf(bomb))] == [Holds.TOO_COMPLICATED]


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.7", b"%PDF-1.7 rules", a_pdf()[:200]])
def test_what_is_cut_off_is_damaged(bad):
    assert [one.code for one in look_into(bad)] == [Holds.DAMAGED]


def test_no_pages():
    assert [one.code for one in look_into(a_pdf(pages=0))] == [Holds.NO_PAGES]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_bytes_never_raise(data):
    """Bytes changed, cut and doubled anywhere are taken or refused, never a failure."""
    made = bytearray(a_pdf(link_within))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(made) - 1))
        made[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(made) // 2, len(made)))
    for one in look_into(bytes(made[:cut])):
        assert isinstance(one.code, Holds)
