"""Failures a caller may expect. Each has one translation per door (web, command, HTTP API).

The message of every error is written for the person who reads it: what is wrong, where,
and what to do. It is always safe to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class SpinneyError(Exception):
    """Base of every anticipated failure."""

    status = 400
    exit_code = 1


class BadInput(SpinneyError):
    """What was given cannot be used. `fields` maps a field's name to its messages."""

    status = 422

    def __init__(self, message: str, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.fields: dict[str, list[str]] = {k: list(v) for k, v in (fields or {}).items()}


class NotAllowed(SpinneyError):
    """Who: this actor's roles do not permit the verb."""

    status = 403


class NotFound(SpinneyError):
    """There is no such thing, or this actor must not learn that there is."""

    status = 404


class WrongState(SpinneyError):
    """When: the verb is permitted, but not in the present state of the thing."""

    status = 409


class ChangedMeanwhile(SpinneyError):
    """Somebody else changed the thing after this actor read it.

    `changes` maps each changed field to (value read, value now), so that the second person
    is told what changed and nothing that she typed is lost. `names` maps those that a form calls
    otherwise to what it calls them.
    """

    status = 409

    def __init__(
        self, message: str, changes: Mapping[str, tuple[object, object]],
        names: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.changes = dict(changes)
        self.names = dict(names or {})


class LinkEnded(SpinneyError):
    """A task link was used, revoked, or has expired."""

    status = 410


class TooLarge(SpinneyError):
    """A file or request is larger than can be taken; the message gives the limit."""

    status = 413


class TooMany(SpinneyError):
    """Asked too often; try again later."""

    status = 429
