"""People who travel with a cluster: those whom its rows and its record name."""

from __future__ import annotations

from spinney.base.access.models import Person
from spinney.base.keeping.portable import Others, Row, takes_along


def same_address(row: Row, others: Others) -> int | None:
    """A person is the same when she signs in with the same address."""
    if not row["email"]:
        return None
    known = Person.objects.filter(email__iexact=row["email"])
    return known.values_list("pk", flat=True).first()


# Nobody becomes a host by arriving, and no password comes along.
takes_along(
    "access.Person",
    leave_out=[
        "password",
        "last_login",
        "is_superuser",
        "is_host",
        "seen_home_at",
        "demo_title",
    ],
    known_by=same_address,
    stands_for="person",
)
