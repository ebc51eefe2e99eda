"""Does a page, a search or a file let somebody read what is another's? Walks every address."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse

from tests.access import client_of
from tests.architecture.test_guards import routes
from tests.personas import Wood


def addresses(ids: Mapping[str, Any], otherwise: int) -> Iterator[str]:
    """Every address of the site, the API's too, with the given things in it; `otherwise` stands
    where an address names something else.
    """
    for room, route in routes(get_resolver().url_patterns):
        names = re.findall(r"<(?:\w+:)?(\w+)>", str(route.pattern))
        full = f"{room}:{route.name}" if room else route.name
        for guess in itertools.product(*[{ids.get(name, otherwise)} for name in names]):
            try:
                yield reverse(full, kwargs=dict(zip(names, guess, strict=True)))
            except NoReverseMatch:
                continue


def stands_in(number: str, text: str) -> bool:
    """Whether the number stands there by itself. Within a hash, a token or a longer number it
    means nothing: four digits are found in one of a few hundred hashes by chance.
    """
    return bool(re.search(rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])", text))


def check_never_read(
    wood: Wood,
    who: str,
    secrets: Collection[str],
    at: Collection[str],
    *,
    found_by: str,
    pages: Collection[str],
) -> None:
    """Nothing that `who` gets at these addresses holds a secret: page, search by a word that
    stands beside them, file. Reaching `pages` shows that she was let in where she may be.
    """
    client = client_of(wood, who)
    read = set()
    for url in at:
        if who != "nobody":
            assert "_auth_user_id" in client.session, f"{who} is signed out before {url}"
        for query in (f"?q={found_by}", "?as=csv"):
            answer = client.get(f"{url}{query}")
            content = answer.getvalue() if answer.streaming else answer.content
            for secret in secrets:
                assert secret.encode() not in content, f"{who} read it at {url}{query}"
            if answer.status_code != 200:
                break  # no page, so no search on it either
            read.add(url)
    assert len(read) >= (3 if who == "nobody" else 20)
    assert who == "nobody" or set(pages) <= read
