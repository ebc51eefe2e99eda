"""Approved minutes do not change: the table itself refuses it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet

from spinney.base.kernel.errors import WrongState
from spinney.decisions.states import MinutesState

WORDS = ("text", "digest", "state", "opening", "closing", "taken_by", "others")
TOLD = "These minutes are approved, so they do not change. A correction is noted at a meeting."


class MinutesAreFixed(WrongState):
    """Somebody would change minutes that were approved."""


class FixedMinutesQuerySet(QuerySet[Any]):
    """Refuses to change, in bulk, what approved minutes say."""

    def update(self, **values: Any) -> int:
        """Raises MinutesAreFixed."""
        if set(values) & set(WORDS) and self.filter(state=MinutesState.APPROVED).exists():
            raise MinutesAreFixed(TOLD)
        return super().update(**values)


class FixedOnceApproved(models.Model):
    """A row whose words are fixed once it is approved; corrections asked for later stand beside."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises MinutesAreFixed for a change to what approved minutes say."""
        written = kwargs.get("update_fields")
        names = [name for name in WORDS if written is None or name in written]
        if names and self.pk and not self._state.adding:
            rows: Any = type(self)._base_manager  # what is abstract here has a state there
            found = rows.filter(pk=self.pk, state=MinutesState.APPROVED).values(*names).first()
            if found and any(found[name] != getattr(self, name) for name in names):
                raise MinutesAreFixed(TOLD)
        super().save(*args, **kwargs)
