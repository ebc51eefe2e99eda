"""Sessions in the database, as Django keeps them, found by a prepared read."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.timezone import now

from spinney.base.record.prepared import prepared


@prepared
def _still_good(session_key: str, moment: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=session_key, expire_date__gt=moment)


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is looked up, which each request does."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = _still_good.first(session_key=key, moment=now()) if key else None
        if found is None:
            self._session_key = None
        return found
