"""One address in the environment says how mail leaves."""

from pathlib import Path

import pytest

from spinney.base.post.mailers import mailers

FOLDER = Path("mail")


def options(address):
    return mailers(address, folder=FOLDER)["default"]["OPTIONS"]


def test_smtp_is_encrypted_unless_told_otherwise():
    told = options("smtp://us%40er:p%2Fw@mail.example.org")
    assert (told["host"], told["port"], told["username"], told["password"]) == (
        "mail.example.org",
        587,
        "us@er",
        "p/w",
    )
    assert (told["use_tls"], told["use_ssl"]) == (True, False)
    assert options("smtp://localhost:25?tls=no")["use_tls"] is False


def test_smtps():
    told = options("smtps://mail.example.org")
    assert (told["port"], told["use_tls"], told["use_ssl"]) == (465, False, True)


@pytest.mark.parametrize(
    ("address", "demo", "backend"),
    [
        ("", False, "filebased"),
        ("", True, "dummy"),
        ("console:", False, "console"),
        ("nowhere:", False, "dummy"),
        ("file:", True, "filebased"),
    ],
)
def test_the_others(address, demo, backend):
    found = mailers(address, folder=FOLDER, demo=demo)["default"]["BACKEND"]
    assert found == f"django.core.mail.backends.{backend}.EmailBackend"


def test_any_other_backend():
    found = mailers("python:anymail.backends.mailjet.EmailBackend", folder=FOLDER)
    assert found == {"default": {"BACKEND": "anymail.backends.mailjet.EmailBackend"}}


@pytest.mark.parametrize(
    "address", ["http://x", "smtp://", "python:not a path", "mail.example.org"]
)
def test_nonsense_is_explained(address):
    with pytest.raises(SystemExit, match="smtp://"):
        mailers(address, folder=FOLDER)
