"""Colleagues asked for a part, and the link that each gets."""

from __future__ import annotations

from django.utils import timezone

from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.access.sealed import unseal
from spinney.base.kernel.actors import Actor
from spinney.base.post.models import Message
from spinney.diagnostics.actions.parts import ask_colleague
from spinney.diagnostics.models import Asked, Part


def colleague(
    asked: Asked, by: Actor, sections=("costs", "computers"), email: str = "till@example.org"
) -> tuple[Part, Actor]:
    """A part that somebody was asked for, and whoever holds its link."""
    fresh = Asked.objects.get(pk=asked.pk)
    part = ask_colleague(asked=fresh, email=email, sections=sections, by=by, now=timezone.now())
    link = TaskLink.objects.filter(verb="diagnostics.answer_part").latest("pk")
    return part, actor_of(link)


def path_of(part: Part) -> str:
    """The address that she was mailed."""
    message = Message.objects.filter(kind="diagnostics.answers_part", email=part.email).latest("pk")
    return "/do/" + unseal(message.sealed).split("/do/")[1]
