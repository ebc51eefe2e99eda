"""Addresses by pattern are those that Django gives."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from spinney.base.web.addresses import address_of


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("home", ()),
        ("register:organisation", (7,)),
        ("clusters:member", (3, 41)),
        ("clusters:member", (41, 3)),
    ],
)
def test_they_are_the_same(name, ids):
    assert address_of(name, *ids) == reverse(name, args=ids)


def test_they_follow_where_the_site_stands():
    try:
        set_script_prefix("/below/")
        assert address_of("register:organisation", 7).startswith("/below/")
    finally:
        set_script_prefix("/")
    assert address_of("register:organisation", 7) == reverse("register:organisation", args=[7])


def test_an_unknown_name_is_refused():
    with pytest.raises(NoReverseMatch):
        address_of("register:nowhere", 7)
