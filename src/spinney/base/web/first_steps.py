"""What a newcomer can do first: rooms say it ("Find your organisation")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from spinney.base.kernel.actors import Actor


def _everybody(actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class FirstStep:
    """One thing to begin with: its words, why, the view that does it, its place in the list."""

    text: str
    hint: str
    url_name: str
    place: int = 100
    shown_to: Callable[[Actor], bool] = _everybody
    url: str = ""


_steps: dict[str, FirstStep] = {}


def add_first_step(step: FirstStep) -> FirstStep:
    """Called by a room when it starts."""
    _steps[step.url_name] = step
    return step


def steps_for(actor: Actor) -> list[FirstStep]:
    """The steps that somebody without organisation or cluster can take, each with its address."""
    found = []
    for step in sorted(_steps.values(), key=lambda s: s.place):
        try:
            url = reverse(step.url_name)
        except NoReverseMatch:
            continue
        if step.shown_to(actor):
            found.append(FirstStep(step.text, step.hint, step.url_name, step.place, url=url))
    return found
