"""Who is acting: a person *for* an organisation. Never None: unattended work is Actor.system()."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody is, somewhere. A scope (below) says where."""

    SIGNED_IN = "signed in"  # site: anybody with an account
    HOST = "host"  # site: runs this installation
    REPRESENTATIVE = "representative"  # organisation: holds a mandate to represent it
    EVIDENCE_KEEPER = "evidence keeper"  # organisation: holds a mandate to keep its evidence
    SIGNATORY = "signatory"  # organisation: holds a mandate to sign for it
    PROGRAMME_MANAGER = "programme manager"  # programme, and each of its clusters
    FACILITATOR = "facilitator"  # cluster
    MEMBER = "member"  # cluster: represents a member whose tier may see what members see
    VOTER = "voter"  # cluster: represents a member whose tier may vote, under a mandate to vote
    OBSERVER = "observer"  # cluster: represents a supporter or observer: sees the page, no vote
    # organisation: holds a mandate to spend; cluster: the same for one of its members. Whether that
    # member holds the cluster's money, the money room asks.
    TREASURER = "treasurer"
    GUEST = "guest"  # anywhere: holds a task link for one verb on one thing


@dataclass(frozen=True, order=True)
class Scope:
    """Where a role holds: the whole site, one organisation, one programme or one cluster."""

    kind: str
    id: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SITE = Scope("site")
NOBODY: frozenset[Role] = frozenset()


def organisation_scope(organisation_id: int) -> Scope:
    return Scope("organisation", organisation_id)


def programme_scope(programme_id: int) -> Scope:
    return Scope("programme", programme_id)


def cluster_scope(cluster_id: int) -> Scope:
    return Scope("cluster", cluster_id)


@dataclass(frozen=True)
class Pass:
    """What a task link allows its holder: one verb on one subject."""

    verb: str
    subject: str
    link_id: int


@dataclass(frozen=True)
class Actor:
    """Somebody acting, for an organisation or for nobody.

    `label` identifies without naming ("person:7", "guest:link 12", "system:digests"), so that it
    may stand in logs and in the record. `organisation_id` is the organisation acted for.
    """

    label: str
    person_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    roles: Mapping[Scope, frozenset[Role]] = field(default_factory=dict)
    pass_: Pass | None = None
    is_system: bool = False

    @classmethod
    def system(cls, what: str) -> Actor:
        """Unattended work, named by what it does."""
        return cls(label=f"system:{what}", is_system=True)

    @classmethod
    def nobody(cls) -> Actor:
        """A visitor who has not signed in."""
        return cls(label="nobody")

    def roles_in(self, scope: Scope) -> frozenset[Role]:
        """Roles in that scope and no wider one."""
        return self.roles.get(scope, NOBODY)

    def has(self, role: Role, scope: Scope) -> bool:
        return role in self.roles_in(scope)

    def ids_of(self, kind: str, *roles: Role) -> frozenset[int]:
        """Ids of the scopes of one kind in which the actor has any (of the given) roles."""
        wanted = frozenset(roles)
        return frozenset(
            scope.id
            for scope, held in self.roles.items()
            if scope.kind == kind and (not wanted or held & wanted)
        )

    @property
    def is_signed_in(self) -> bool:
        """Whether it is a person with an account; the holder of a task link is a guest."""
        return self.person_id is not None and self.pass_ is None
