"""Saying on the next page what has just happened, with a way to undo it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from spinney.base.web.components.parts import Tone


@dataclass(frozen=True)
class Said:
    """One banner: what happened, its tone, and where to post to undo it (if it can be)."""

    text: str
    tone: str = Tone.GO
    undo_url: str = ""
    undo_label: str = "Undo"


def say(
    request: HttpRequest,
    text: str,
    *,
    tone: Tone = Tone.GO,
    undo_url: str = "",
    undo_label: str = "Undo",
) -> None:
    """Tell the person on the next page she sees. `undo_url` takes a POST."""
    extra = json.dumps({"tone": tone, "undo_url": undo_url, "undo_label": undo_label})
    level = messages.WARNING if tone in (Tone.WAITS, Tone.LATE) else messages.SUCCESS
    messages.add_message(request, level, text, extra_tags=extra, fail_silently=True)


_TONE_OF_LEVEL = {messages.ERROR: Tone.LATE, messages.WARNING: Tone.WAITS}


def told(request: HttpRequest) -> Iterator[Said]:
    """What there is to say, each once."""
    for message in messages.get_messages(request):
        try:
            extra = json.loads(message.extra_tags or "{}")
        except ValueError:
            extra = {}
        extra.setdefault("tone", _TONE_OF_LEVEL.get(message.level, Tone.GO))
        yield Said(str(message.message), **extra)
