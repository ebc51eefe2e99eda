"""What kinds of agreements are called."""

from __future__ import annotations

from spinney.agreements.bridge.wordings import wordings


def kind_words(kind: str) -> str:
    """What a kind of agreement is called: the title of the template that it began from, or its
    key in words for one that came from elsewhere.
    """
    found = wordings().get(kind)
    return found.title if found else kind.replace("_", " ").capitalize()
