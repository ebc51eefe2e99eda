"""A cluster's name from its programme's brand pattern."""

from __future__ import annotations

from spinney.base.kernel.errors import BadInput
from spinney.clusters.models import Programme


def branded_name(programme: Programme | None, *, place: str, theme: str) -> str:
    """The name that the brand pattern makes: "Collaborate {place}" and Bolton give "Collaborate
    Bolton". Without a programme, the place, else the theme.

    Raises BadInput when the pattern asks for what was not given.
    """
    pattern = programme.brand_pattern if programme else ""
    if "{place}" in pattern and not place:
        # A cluster round a theme stands where a place would.
        pattern = pattern.replace("{place}", "{theme}")
    if "{theme}" in pattern and not theme:
        pattern = pattern.replace("{theme}", "{place}")
    name = pattern.replace("{place}", place).replace("{theme}", theme).strip() or place or theme
    if not (place or theme):
        told = "Say where the cluster is, or what it is about."
        raise BadInput(told, {"place": [told]})
    return name[:200]
