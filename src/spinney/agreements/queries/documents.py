"""What there is of an agreement to take away, for whoever may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Max, Q

from spinney.agreements.bridge.sealing import SEAL
from spinney.agreements.models import Agreement, Sealed, Signature, SignedElsewhere, Version
from spinney.agreements.states import SigningState, VersionState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.base.work.models import Job


def is_sealed_as_signed(version: Version, sealed: Sealed) -> bool:
    """Whether a seal holds every signature of its version."""
    last = Signature.objects.filter(asked__signing__signs=version).aggregate(last=Max("at"))["last"]
    return last is None or last <= sealed.sealed_at


def to_be_sealed() -> list[Version]:
    """Every version that was signed here and has no seal, or was signed by one more since."""
    signed = Version.objects.filter(
        state=VersionState.AGREED, signings__state=SigningState.COMPLETE
    )
    late = signed.annotate(last=Max("signings__asked__signatures__at"))
    found = late.filter(Q(sealed=None) | Q(last__gt=F("sealed__sealed_at")))
    return list(found.select_related("agreement").order_by("pk"))


def version_of(agreement: Agreement, number: int) -> Version:
    """A version of an agreement that may be seen. Raises NotFound."""
    found = agreement.versions.filter(number=number).exclude(state=VersionState.DISCARDED)
    version = found.order_by("-pk").first()
    if version is None:
        raise NotFound("There is no such version of this agreement.")
    version.agreement = agreement
    return version


def sealed_of(version: Version) -> Sealed:
    """The sealed file of a version. Raises NotFound while there is none."""
    found = Sealed.objects.filter(seals=version).first()
    if found is None:
        raise NotFound("There is no sealed PDF of this version. It is made once all have signed.")
    return found


def original_of(agreement: Agreement, original: int) -> SignedElsewhere | None:
    """A file of an agreement that was signed before it came here."""
    return SignedElsewhere.objects.filter(of__agreement=agreement, pk=original).first()


@dataclass(frozen=True)
class OnPaper:
    """One version to take away. `waits` says of one that was signed and is not sealed yet why."""

    version: Version
    is_draft: bool
    sealed: Sealed | None
    waits: str
    originals: tuple[SignedElsewhere, ...]


@dataclass(frozen=True)
class DocumentsPart:
    """The papers on the page of their agreement, the newest version first: `shown` are the newest
    and the last one that was signed, `older` those before. `packs`: whoever looks may take the pack
    for a solicitor.
    """

    shown: tuple[OnPaper, ...]
    older: tuple[OnPaper, ...]
    packs: bool

    @property
    def newest(self) -> OnPaper:
        return self.shown[0]


def part_for(by: Actor, agreement: Agreement) -> DocumentsPart | None:
    """What there is to take away of an agreement; None when all was thrown away. Four queries."""
    rows = agreement.versions.exclude(state=VersionState.DISCARDED).order_by("-number")
    versions = list(rows.select_related("sealed").prefetch_related("originals"))
    if not versions:
        return None
    signed = set(rows.filter(signings__state=SigningState.COMPLETE).values_list("pk", flat=True))
    failed = _failed([one for one in versions if one.pk in signed and _seal(one) is None])
    papers = [_on_paper(one, one.pk in signed, failed) for one in versions]
    takes_part = {Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER, Role.VOTER}
    packs = bool(by.roles_in(agreement.scope) & takes_part)
    signed_last = next((one for one in papers if one.version.state == VersionState.AGREED), None)
    shown = tuple(one for one in papers if one in (papers[0], signed_last))
    return DocumentsPart(shown, tuple(one for one in papers if one not in shown), packs)


def _on_paper(version: Version, is_signed: bool, failed: dict[str, str]) -> OnPaper:
    sealed = _seal(version)
    waits = ""
    if sealed is None and is_signed:
        waits = failed.get(subject_of(version), "") or "It is being made, and is here in a minute."
    return OnPaper(
        version,
        version.state == VersionState.DRAFT,
        sealed,
        waits,
        tuple(version.originals.all()),
    )


def _seal(version: Version) -> Sealed | None:
    return getattr(version, "sealed", None)


def _failed(versions: Iterable[Version]) -> dict[str, str]:
    """Why versions could not be sealed at the last attempt."""
    subjects = [subject_of(one) for one in versions]
    if not subjects:
        return {}
    jobs = Job.objects.filter(kind=SEAL, subject__in=subjects).order_by("pk")
    return {
        job.subject: f"{job.error} We try again every ten minutes."
        if job.state == Job.State.FAILED
        else ""
        for job in jobs
    }
