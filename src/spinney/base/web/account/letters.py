"""What the site writes to somebody about her own account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from spinney.base.kernel.actors import SITE
from spinney.base.post.letters import Kind, Letter, add_kind

CODE, SECURITY = "account.code", "account.security"
SOMEBODY = "Somebody who typed your address (we hope that it was you)"
MINUTES_A_CODE_WORKS = 15
IF_NOT_YOU = (
    "If it was not you, sign in, open “Your account” and choose “Sign out everywhere else”. "
    "Then tell whoever runs this site."
)

Context = Mapping[str, Any]


def sign_in_code(context: Context) -> Letter:
    return Letter(
        kind=CODE,
        scope=SITE,
        place="Spinney",
        asker=SOMEBODY,
        headline="your code to sign in",
        paragraphs=[
            f"Type it on the page that asked for it. It works for {MINUTES_A_CODE_WORKS} minutes."
        ],
        deed="Sign in",
        minutes=1,
        code=str(context["code"]),
        say_no="If it was not you, do nothing: nobody can sign in as you without the code.",
    )


def address_code(context: Context) -> Letter:
    return Letter(
        kind=CODE,
        scope=SITE,
        place="Spinney",
        asker=SOMEBODY,
        headline="is this your new e-mail address?",
        paragraphs=[
            f"Type the code on the page that asked for it. It works for {MINUTES_A_CODE_WORKS} "
            "minutes."
        ],
        deed="Confirm",
        minutes=1,
        code=str(context["code"]),
        say_no="If it was not you, do nothing: then nothing changes.",
    )


def _security(headline: str, *paragraphs: str) -> Letter:
    return Letter(
        kind=SECURITY,
        scope=SITE,
        place="your account",
        asker="Spinney",
        headline=headline,
        paragraphs=[*paragraphs, IF_NOT_YOU],
        link="/account/",
    )


def address_changed(context: Context) -> Letter:
    return _security(
        "your e-mail address was changed",
        f"It was {context['from_email']} and is {context['to_email']} now.",
    )


def address_in_use(context: Context) -> Letter:
    return _security(
        "somebody tried to use your address for another account",
        "Nothing has changed: your address stays yours.",
    )


def _told(headline: str) -> Callable[[Context], Letter]:
    return lambda context: _security(headline)


#: allauth's names of mails, and what is written in their place.
LETTERS: dict[str, Callable[[Context], Letter]] = {
    "account/email/login_code": sign_in_code,
    "account/email/email_confirmation": address_code,
    "account/email/email_changed": address_changed,
    "account/email/account_already_exists": address_in_use,
    "mfa/email/totp_activated": _told("an authenticator app was added to your account"),
    "mfa/email/totp_deactivated": _told("the authenticator app was removed from your account"),
    "mfa/email/webauthn_added": _told("a passkey was added to your account"),
    "mfa/email/webauthn_removed": _told("a passkey was removed from your account"),
    "mfa/email/recovery_codes_generated": _told("new recovery codes were made for your account"),
}

add_kind(
    Kind(
        CODE,
        "Codes to sign in",
        lambda: sign_in_code({"code": "BCDF-GHJK"}),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        SECURITY,
        "What happened to your account",
        lambda: address_changed({"from_email": "a@example.org", "to_email": "b@example.org"}),
        may_be_refused=False,
    )
)
