"""Every page of the house that can be opened, as each kind of person: well made and well worded.

What a browser has to judge is judged in the journeys; here every page is read quickly.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from spinney.base.web import help as guide

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

WHO = ("hazel", "rowan", "ash", "birch", "nobody")
NOT_PAGES = ("api", "brand-style", "ui-options", "account_logout", "be", "forget-kept")
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
HELP_ITSELF = ("help", "ui", "describe")
#: Words that the voice of the site does without.
NEVER = re.compile(r"successfully|please note|kindly|\boops\b|click here|!(?!=)", re.IGNORECASE)
MACHINE = re.compile(r"\bNone\b(?! [a-z]|\.)|\{\{|\{%|<function|object at 0x")


class Reader(HTMLParser):
    """What a page is made of, and the words that are read on it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.hidden: list[bool] = []
        self.words: list[str] = []
        self.unclosed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)
            self.hidden.append(dict(attrs).get("aria-hidden") == "true")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.unclosed.append(f"</{tag}> closes <{self.open[-1] if self.open else ''}>")
        if tag in self.open:
            while self.hidden.pop() is not None and self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if not {"script", "style", "pre", "textarea"} & set(self.open) and not any(self.hidden):
            self.words.append(data)

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]


def named_routes(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", list(pattern.pattern.converters)
        elif isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            outer = list(pattern.pattern.converters)
            for name, names in named_routes(pattern.url_patterns, inner):
                yield name, [*outer, *names]


def addresses(wood):
    """Address by the name of its view, of every view whose arguments are known."""
    known = {
        "cluster_id": wood.cluster.pk,
        "programme_id": wood.programme.pk,
        "organisation_id": wood.organisations["birch"].pk,
        "membership_id": wood.memberships["birch"].pk,
        "stage_id": wood.programme.stages.order_by("position").first().pk,
        "tier_id": wood.tiers["core"].pk,
        "page": "representative",
        "group": "rows",
        "kind": "cluster",
        "section": "about",
    }
    found = {}
    for name, names in named_routes(get_resolver().url_patterns):
        if name.rsplit(":", 1)[-1] in NOT_PAGES or name.startswith(("api", "describe")):
            continue
        if any(one not in known for one in names):
            continue
        try:
            found[name] = reverse(name, kwargs={one: known[one] for one in names})
        except NoReverseMatch:  # the value does not fit this view's own kind of argument
            continue
    return found


def faults(html: str) -> list[str]:
    """What is wrong with a page."""
    page = Reader(html)
    ids = Counter(attrs["id"] for _, attrs in page.elements if attrs.get("id"))
    found = [f"id {name} stands {n} times" for name, n in ids.items() if n > 1]
    found += page.unclosed
    if len(page.all("h1")) != 1:
        found.append(f"{len(page.all('h1'))} first headings")
    found += [f"picture without alt: {a.get('src')}" for a in page.all("img") if "alt" not in a]
    found += [f"inline style on {tag}" for tag, attrs in page.elements if "style" in attrs]
    return [
        *found,
        *_skipped_headings(page),
        *_nameless_controls(page),
        *_pointers_to_nowhere(page, ids),
        *_bad_words(page),
    ]


def _skipped_headings(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    steps = zip(levels, levels[1:], strict=False)
    return [f"heading {a} is followed by {b}" for a, b in steps if b > a + 1]


def _nameless_controls(page):
    labelled = {a.get("for") for a in page.all("label")}
    return [
        f"{a.get('name')} has no label"
        for a in page.all("input", "select", "textarea")
        if a.get("type") not in ("hidden", "submit", "button")
        and a.get("id") not in labelled
        and not a.get("aria-label")
    ]


def _pointers_to_nowhere(page, ids):
    pointers = ("aria-describedby", "aria-labelledby", "aria-controls")
    return [
        f"{tag} points at {one}, which is not there"
        for tag, attrs in page.elements
        for pointer in pointers
        for one in attrs.get(pointer, "").split()
        if one not in ids
    ]


def _bad_words(page):
    text = " ".join(" ".join(page.words).split())
    return [
        f"“{m[0]}” in “…{text[max(0, m.start() - 30) : m.end() + 30]}…”"
        for pattern in (NEVER, MACHINE)
        for m in pattern.finditer(text)
    ]


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_well_made(client, wood, who):
    if who != "nobody":
        client.force_login(
            wood.people[who], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    seen, wrong, unhelped = 0, [], []
    for name, address in addresses(wood).items():
        response = client.get(address)
        assert response.status_code < 500, name
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        seen += 1
        wrong += [f"{name} ({address}): {fault}" for fault in faults(response.content.decode())]
        if not name.startswith(HELP_ITSELF) and not guide.place_for_view(name):
            unhelped.append(name)
    assert wrong == [], "\n".join(wrong)
    assert unhelped == [], "docs/guide: name these views below the heading that helps with them"
    assert seen >= (5 if who == "nobody" else 40), f"only {seen} pages opened for {who}"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<h1>a</h1><h3>b</h3>", "heading 1 is followed by 3"),
        ("<h1>a</h1><input name=b>", "b has no label"),
        ("<h1 id=a>a</h1><p id=a>", "id a stands 2 times"),
        ("<h1>Saved successfully</h1>", "“successfully”"),
        ("<h1>Well done!</h1>", "“!”"),
        ("<h1>Given by None</h1>", "“None”"),
        ("<h1>a</h1><p style='x'>", "inline style on p"),
        ("<h1>a</h1><p><b></p></b>", "closes"),
        ("<h1>a</h1><p aria-describedby=b>", "points at b"),
        ("<p>a</p>", "0 first headings"),
    ],
)
def test_the_reader_finds_each_fault(html, fault):
    assert any(fault in one for one in faults(html))
