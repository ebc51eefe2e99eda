"""Who may open what between a person and the rooms."""

import pytest

from tests.access import answers
from tests.personas import EVERYBODY

pytestmark = pytest.mark.django_db

#       rowan ash birch cedar hazel elm willow sorrel nobody
ALL = (200,) * 9
SIGNED_IN = (200,) * 8 + (401,)
POSTED = (302,) * 8 + (401,)
NOT_HERE = (404,) * 9

MATRIX = [
    ("get", "/", None, ALL),
    ("get", "/account/", None, SIGNED_IN),
    ("get", "/account/details/", None, SIGNED_IN),
    ("post", "/account/details/", {"name": "Somebody"}, POSTED),
    ("get", "/account/name/", None, SIGNED_IN),
    ("get", "/account/email/", None, SIGNED_IN),
    ("get", "/account/email/code/", None, (302,) * 8 + (401,)),
    ("get", "/account/sign-ins/", None, SIGNED_IN),
    ("post", "/account/sign-ins/", None, POSTED),
    ("get", "/account/mail/", None, SIGNED_IN),
    ("post", "/account/mail/", {"rhythm": "daily"}, POSTED),
    ("get", "/account/leave/", None, SIGNED_IN),
    ("get", "/account/2fa/webauthn/add/", None, SIGNED_IN),
    ("post", "/account/2fa/webauthn/login/", {}, POSTED),  # a visitor without one: back to the door
    ("get", "/account/login/", None, (302,) * 8 + (200,)),
    ("get", "/account/signup/", None, (401,) * 9),
    ("get", "/account/inactive/", None, (403,) * 9),
    ("get", "/account/login/code/confirm/", None, (302,) * 8 + (401,)),
    # Each acts for her own: nobody here acts for organisation 0.
    ("post", "/act-for/", {"organisation": "0"}, (403,) * 8 + (401,)),
    ("post", "/forget-kept/", None, POSTED),
    ("get", "/undelivered/", None, SIGNED_IN),
    ("post", "/undelivered/1/", None, (404,) * 8 + (401,)),
    ("get", "/do/not-a-secret/", None, NOT_HERE),
    ("post", "/do/not-a-secret/", None, NOT_HERE),
    ("get", "/mail/not-a-token/", None, NOT_HERE),
    ("post", "/mail/not-a-token/stop/", None, NOT_HERE),
    ("get", "/look-around/", None, NOT_HERE),
    ("post", "/look-around/1/", None, NOT_HERE),
    ("get", "/mailbox/", None, NOT_HERE),
    ("get", "/mailbox/1/", None, NOT_HERE),
]


@pytest.mark.parametrize(
    ("method", "url", "data", "expected"), MATRIX, ids=[f"{m} {u}" for m, u, _, _ in MATRIX]
)
def test_who_may(wood, method, url, data, expected):
    found = answers(wood, method, url, data)
    assert dict(zip(EVERYBODY, found, strict=True)) == dict(zip(EVERYBODY, expected, strict=True))


def test_every_address_of_ours_is_in_the_matrix():
    from django.urls import URLResolver

    from spinney.base.web import people_urls

    def addresses(patterns, before="/"):
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from addresses(pattern.url_patterns, here)
            elif pattern.callback.__module__.startswith("spinney"):
                yield here

    ours = {a.split("<")[0] for a in addresses(people_urls.urlpatterns)}
    asked = {url for _, url, _, _ in MATRIX}
    # Signing out, tokens for programs and the redirect to the one door have tests of their own.
    apart = {"/account/logout/", "/account/login/code/", "/account/programs/"}
    missing = {a for a in ours if not any(url == a or url.startswith(a) for url in asked)}
    assert missing - apart == set()
