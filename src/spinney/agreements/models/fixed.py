"""What was put out for signature does not change: the table itself refuses it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Model, Q, QuerySet

from spinney.agreements.states import VersionState
from spinney.base.kernel.errors import WrongState

FIXED = (VersionState.SIGNING, VersionState.AGREED)
WORDS = ("content", "text", "digest", "number")
TOLD = (
    "These words were put out for signature, so they cannot be changed. Take the signing back to"
    " change them, or draft a variation."
)


class WordsAreFixed(WrongState):
    """Somebody would change words that others sign or have signed."""


class FixedWordsQuerySet[Row: Model](QuerySet[Row]):
    """Refuses to change, in bulk, words that are out for signature or signed."""

    def update(self, **values: Any) -> int:
        """Raises WordsAreFixed, except for words that go back to being a draft."""
        opens = values.get("state") == VersionState.DRAFT and values.get("text", 1) is None
        if set(values) & set(WORDS):
            kept = Q(state=VersionState.AGREED) if opens else Q(state__in=FIXED)
            if self.filter(kept).exists():
                raise WordsAreFixed(TOLD)
        return super().update(**values)

    def bulk_update(
        self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Raises WordsAreFixed for fields that hold words."""
        fields = list(fields)
        if set(fields) & set(WORDS):
            raise WordsAreFixed(TOLD)
        return super().bulk_update(objs, fields, batch_size)


class FixedOnceOut(models.Model):
    """A row whose words are fixed while they are out for signature, and for good once signed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises WordsAreFixed for a change to what others sign or have signed."""
        written = kwargs.get("update_fields")
        names = [name for name in WORDS if written is None or name in written]
        if self.pk and names and not self._state.adding:
            self._check_words(names)
        super().save(*args, **kwargs)

    def _check_words(self, names: list[str]) -> None:
        rows: Any = type(self)._base_manager  # what is abstract here has a state there
        before = rows.filter(pk=self.pk, state__in=FIXED).values("state", *names).first()
        if before is None:
            return
        changed = {name for name in names if before[name] != getattr(self, name)}
        state = getattr(self, "state", "")
        opens = before["state"] == VersionState.SIGNING and state == VersionState.DRAFT
        if changed - ({"text", "digest"} if opens else set()):
            raise WordsAreFixed(TOLD)


GOES = ("person", "mandate", "person_id", "mandate_id")
KEPT = "A signature is kept as it was given."


class KeptQuerySet(QuerySet[Any]):
    """Rows that are written once: no change in bulk."""

    def update(self, **values: Any) -> int:
        """Raises WordsAreFixed, but for a person or mandate that is no longer there."""
        if any(value is not None or name not in GOES for name, value in values.items()):
            raise WordsAreFixed(KEPT)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises WordsAreFixed."""
        raise WordsAreFixed(KEPT)


class WrittenOnce(models.Model):
    """A row that is never changed and never deleted by itself."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises WordsAreFixed for a row that is there already."""
        if not self._state.adding:
            raise WordsAreFixed(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises WordsAreFixed."""
        raise WordsAreFixed(KEPT)
