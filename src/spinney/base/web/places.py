"""Addresses of what stands in a cluster or in a programme: `<place:place>` in a path.

    path("<place:place>/surveys/", surveys.surveys, name="surveys")

serves /clusters/7/surveys/ and /programmes/2/surveys/; the view is given the Scope as `place`, and
`@guard(policies, "surveys", scope="place")` asks for the right in it. To make an address, give
`reverse` a Scope.
"""

from __future__ import annotations

from django.urls import register_converter

from spinney.base.kernel.actors import Scope


class PlaceConverter:
    """Turns "clusters/7" into the scope of cluster 7, and back."""

    regex = "(?:clusters|programmes)/[0-9]{1,12}"

    def to_python(self, value: str) -> Scope:
        kind, number = value.split("/")
        return Scope(kind.removesuffix("s"), int(number))

    def to_url(self, value: Scope) -> str:
        if not isinstance(value, Scope) or value.kind not in ("cluster", "programme"):
            raise ValueError(f"{value!r} is no cluster or programme.")
        return f"{value.kind}s/{value.id}"


register_converter(PlaceConverter, "place")
