"""Mail that comes in is read once each, whatever is in it, from a maildir or an IMAP folder."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.post.incoming import fetching
from spinney.base.post.incoming.boxes import MOST_BYTES, BoxFault, checked, open_box
from spinney.base.post.incoming.fetching import Fetched, add_reader, fetch, reply_address
from spinney.base.post.incoming.mail import read_mail
from spinney.cli.health.incoming import mail_in
from spinney.cli.mail import mail as mail_command
from tests.personas import NOON
from tests.post.arriving import a_mail, drop, imap_server, make_maildir


@pytest.fixture
def taken(monkeypatch):
    """What a room's reader is given; it chokes on “choke”."""
    mails = []

    def reader(mail, now):
        if mail.text == "choke":
            raise KeyError(mail.text)
        mails.append(mail)
        return mail.text != "not ours"

    monkeypatch.setattr(fetching, "_readers", [])
    add_reader(reader)
    return mails


@pytest.fixture
def maildir(settings, tmp_path):
    folder = make_maildir(tmp_path / "in")
    settings.MAIL_IN = f"maildir:{folder}"
    return folder


def test_each_mail_of_a_maildir_is_read_once(db, maildir, taken, caplog):
    for words in ("2", "choke", "not ours"):
        drop(maildir, a_mail(words))
    assert fetch(now=NOON) == Fetched(read=2, known=1, aside=1)
    assert [mail.text for mail in taken] == ["2", "not ours"]
    assert fetch(now=NOON) == Fetched()
    marks = sorted(one.name.rpartition(":2,")[2] for one in (maildir / "cur").iterdir())
    assert marks == ["FS", "S", "S"]
    assert "KeyError" in caplog.text
    assert "choke" not in caplog.text
    assert mail_in(maildir).state == "notice"


def test_each_mail_of_an_imap_folder_is_read_once(db, settings, taken):
    with imap_server(a_mail("2"), a_mail("choke"), a_mail("3")) as (address, server):
        settings.MAIL_IN = checked(address)
        assert fetch(now=NOON) == Fetched(read=2, known=2, aside=1)
        assert fetch(now=NOON) == Fetched()
        assert server.marks == {1: r"(\Seen)", 2: r"(\Seen \Flagged)", 3: r"(\Seen)"}
        assert mail_in(None).state == "well"
        for right, why in (("a%20word", "name and password"), ("Votes", "no folder")):
            with pytest.raises(BoxFault, match=why), open_box(address.replace(right, "other")):
                pass


def test_places_that_are_not_there_are_told(settings, tmp_path):
    settings.MAIL_IN = f"maildir:{tmp_path}"
    assert "“new” is missing" in mail_in(tmp_path).says
    settings.MAIL_IN = "imap://a:secret@127.0.0.1:1/?tls=no"
    found = mail_in(tmp_path)
    assert found.state == "ill"
    assert "secret" not in found.says
    for wrong in ("pop3://a:b@c", "maildir:votes", "imaps://mail.example.org", "/var/mail"):
        with pytest.raises(SystemExit, match="MAIL_IN is like"):
            checked(wrong)


def test_off_until_a_host_says_where(db, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("SPINNEY_DATA_DIR", str(tmp_path))
    settings.MAIL_IN = ""
    assert (fetch(now=NOON), reply_address(), mail_in(tmp_path).state) == (Fetched(), "", "well")
    said = CliRunner().invoke(mail_command, ["fetch"])
    assert said.exit_code != 0


def test_the_command_reads_what_has_come(db, maildir, taken, monkeypatch, tmp_path):
    monkeypatch.setenv("SPINNEY_DATA_DIR", str(tmp_path))
    drop(maildir, a_mail("2"))
    said = CliRunner().invoke(mail_command, ["fetch"])
    assert said.output.startswith("Mails read: 1. Of these 1")
    drop(maildir, a_mail("choke"))
    assert CliRunner().invoke(mail_command, ["fetch"]).exit_code == 1


def test_our_own_mail_that_comes_back_is_nobody_s(db, maildir, taken):
    drop(maildir, a_mail(sender="Spinney <spinney@example.org>"))
    assert fetch(now=NOON) == Fetched(read=1)
    assert (taken, reply_address()) == ([], "spinney@example.org")


AUTOMATIC = (
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "bulk"},
    {"List_Id": "<news.example.org>"},
    {"Return_Path": "<>"},
    {"sender": "Mail <MAILER-DAEMON@example.org>"},
    {"sender": "no-reply@example.org"},
    {"subject": "Automatic reply: Vote by Thursday"},
    {"subject": "Out of office: Vote by Thursday"},
)


@pytest.mark.parametrize("headers", AUTOMATIC)
def test_what_a_machine_wrote_is_known_as_such(headers):
    assert read_mail(a_mail(**headers).as_bytes()).is_automatic


@pytest.mark.parametrize("headers", [{}, {"Auto_Submitted": "no"}, {"Return_Path": "<b@a.org>"}])
def test_what_a_person_wrote_is_known_as_such(headers):
    assert not read_mail(a_mail(**headers).as_bytes()).is_automatic


def test_what_it_answers_and_who_sent_it():
    mail = a_mail(In_Reply_To="<b@x.org>", References="<a@x.org> <b@x.org>", Message_ID="<c@x.org>")
    read = read_mail(mail.as_bytes())
    assert read.answers == ("b@x.org", "a@x.org")
    assert read.sender == "birch@example.org"
    assert read.number == read_mail(a_mail("other", Message_ID="<c@x.org>").as_bytes()).number
    two = a_mail(sender="birch@example.org, ash@example.org")
    assert read_mail(two.as_bytes()).sender == ""
    assert "birch" not in repr(read)


def test_words_in_any_dress():
    latin = b"From: a@x.org\nContent-Type: text/plain; charset=iso-8859-1\n\nOption 2 \xa330"
    assert read_mail(latin).text == "Option 2 £30"
    odd = b"From: a@x.org\nContent-Type: text/plain; charset=klingon\n\n2"
    assert read_mail(odd).text == "2"
    html = "<div>2</div><blockquote>Vote here</blockquote>"
    assert read_mail(a_mail("", html=html).as_bytes()).text == "2\n> Vote here"
    assert read_mail(a_mail(" ", html=html).as_bytes()).text == "2\n> Vote here"
    assert read_mail(a_mail("1", html=html).as_bytes()).text == "1"
    subject = a_mail(subject="Re: Tŷ Gwyrdd")
    assert read_mail(subject.as_bytes()).subject == "Re: Tŷ Gwyrdd"


def test_of_a_huge_mail_the_words_before_what_is_attached_are_read(db, maildir, taken):
    mail = a_mail("2")
    mail.add_attachment(b"x" * (2 * MOST_BYTES), maintype="application", subtype="octet-stream")
    drop(maildir, mail)
    fetch(now=NOON)
    assert [one.text for one in taken] == ["2"]


@given(
    st.binary(max_size=400), st.sampled_from(["", "From: a@x.org\n", "Content-Type: text/html\n"])
)
def test_reading_never_fails(rest, start):
    read = read_mail(start.encode() + rest)
    assert len(read.number) == 64
