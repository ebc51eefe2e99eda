"""The guide: found, searched, safe, and every page that is pointed at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from spinney.base.web import help as guide

SRC = Path(guide.__file__).parents[3]
_TAG = re.compile(r"""\{%\s*help\s+["']([^"']+)["']""")


def pointed_at():
    for path in SRC.rglob("*.html"):
        for place in _TAG.findall(path.read_text()):
            yield pytest.param(place, id=f"{path.name}: {place}")


def view_names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from view_names(pattern.url_patterns, inner)


@pytest.mark.parametrize("name", ["representative", "facilitator", "programme-manager", "host"])
def test_each_kind_of_person_has_a_page(name):
    page = guide.pages()[name]
    assert page.title
    assert page.summary


@pytest.mark.parametrize("place", list(pointed_at()))
def test_every_help_that_a_template_points_at_is_there(place):
    assert guide.is_place(place), f"docs/guide has no “{place}”"


def test_every_view_that_the_guide_helps_with_is_there():
    known = set(view_names(get_resolver().url_patterns))
    named = {v for page in guide.pages().values() for s in page.sections for v in s.views}
    assert named - known == set(), "a “helps:” line in docs/guide names a view that is not there"


def test_no_view_is_helped_by_two_places():
    named = [v for page in guide.pages().values() for s in page.sections for v in s.views]
    assert sorted(named) == sorted(set(named))


PAGE = """# For testers

Opening words.

## Inviting *others*
<!-- helps: clusters:invite clusters:invitations -->

Write a name.

### A detail

| a | b |
|---|---|
| 1 | 2 |

<script>alert(1)</script>
"""


def test_a_page_is_read_into_sections_with_places():
    page = guide.read_page("testers", PAGE)
    assert [s.place for s in page.sections] == [
        "testers",
        "testers#inviting-others",
        "testers#a-detail",
    ]
    assert page.sections[1].views == ("clusters:invite", "clusters:invitations")
    assert page.summary == "Opening words."
    assert 'id="inviting-others"' in page.html
    assert "helps:" not in page.html


def test_html_in_a_page_is_shown_never_run():
    html = guide.read_page("testers", PAGE).html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<table>" in html


def test_a_view_finds_its_place(monkeypatch):
    monkeypatch.setattr(guide, "pages", lambda: {"testers": guide.read_page("testers", PAGE)})
    assert guide.place_for_view("clusters:invite") == "testers#inviting-others"
    assert guide.place_for_view("clusters:vote") == ""


def test_search_wants_every_word_and_puts_headings_first(monkeypatch):
    pages = {
        "a": guide.read_page("a", "# One\n\nAbout inviting others.\n"),
        "b": guide.read_page("b", "# Inviting others\n\nText.\n"),
    }
    monkeypatch.setattr(guide, "pages", lambda: pages)
    assert [s.page for s in guide.search("inviting OTHERS")] == ["b", "a"]
    assert guide.search("inviting nobody") == []
    assert guide.search("  ") == []


@pytest.mark.urls("tests.web.kit_urls")
def test_a_help_link_to_nowhere_is_an_error():
    with pytest.raises(LookupError, match="nowhere"):
        Template('{% help "nowhere#at-all" %}').render(Context({}))


@pytest.mark.urls("tests.web.kit_urls")
def test_the_guide_is_served_and_searched(client):
    assert b"For representatives" in client.get("/help/").content
    assert b"Passkeys and other proofs" in client.get("/help/?q=passkey").content
    assert client.get("/help/representative/").status_code == 200
    assert client.get("/help/nothing/").status_code == 404
    assert b"Nothing for" in client.get("/help/?q=<script>zzz").content
    assert b"<script>zzz" not in client.get("/help/?q=<script>zzz").content


@pytest.mark.urls("tests.web.kit_urls")
def test_the_footer_pages_are_there():
    for name in ("your-data", "accessibility"):
        assert guide.is_place(name)
        try:
            assert reverse("help-page", args=[name])
        except NoReverseMatch:
            pytest.fail("help-page has no address")
