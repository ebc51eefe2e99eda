"""Every address says who may knock, and has one name from URL to view to template to table."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ROOMS = (
    "register", "clusters", "diagnostics", "agreements", "decisions", "workplans", "money",
    "purchasing", "evaluation",
)  # fmt: skip
NOT_OURS = ("allauth.", "ninja.", "django.")


def routes(patterns, room="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, pattern.namespace or room)
        else:
            yield room, pattern


def our_routes() -> list[tuple[str, URLPattern]]:
    found = list(routes(get_resolver().url_patterns))
    # The API's operations are asked for their tokens in tests/http/test_api.py.
    ours = [(r, p) for r, p in found if r != "api"]
    return [(r, p) for r, p in ours if not p.callback.__module__.startswith(NOT_OURS)]


def test_every_view_is_guarded_or_public():
    bare = [f"{room}:{p.name}" for room, p in our_routes() if not hasattr(p.callback, "guard")]
    assert bare == [], "put @guard(policies, verb, scope=…) or @public(reason) on each view"


def test_one_name_from_address_to_view():
    wrong = [
        f"{room}:{p.name} is served by {p.callback.__name__}"
        for room, p in our_routes()
        if room in ROOMS and p.name.replace("-", "_") != p.callback.__name__
    ]
    assert wrong == []


def test_a_room_view_is_guarded_by_the_verb_of_its_own_name():
    wrong = [
        f"{room}:{p.name} is guarded by {p.callback.guard[1]}"
        for room, p in our_routes()
        if room in ROOMS
        and p.callback.guard[0] != "public"
        and p.callback.guard[1] != p.callback.__name__
    ]
    assert wrong == [], "MAY needs a row for each view, named as the view"
