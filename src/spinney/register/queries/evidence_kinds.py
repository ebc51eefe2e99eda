"""What is asked about each kind of evidence, in the words that fit it."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.register.models.evidence import EvidenceKind


@dataclass(frozen=True)
class About:
    """How the form for a kind reads. An empty label leaves the question out."""

    group: str
    hint: str = ""
    issued: str = "From"
    issued_hint: str = ""
    expires: str = "Until"
    expires_hint: str = "Leave empty if it has no end."
    issuer: str = ""
    reference: str = ""
    cover: str = ""
    title: str = ""
    is_usual: bool = False


def _insurance(hint: str, *, is_usual: bool) -> About:
    return About(
        "Insurance",
        hint=hint,
        issued="First day of cover",
        expires="Last day of cover",
        expires_hint="It stands on the certificate.",
        issuer="Insurer",
        reference="Policy number",
        cover="Amount covered",
        is_usual=is_usual,
    )


def _policy(hint: str = "", *, is_usual: bool = True, title: str = "") -> About:
    return About(
        "Policies",
        hint=hint,
        issued="Approved on",
        issued_hint="The day on which your trustees or committee approved it.",
        expires="To be reviewed by",
        expires_hint="Leave empty if you have set no date.",
        title=title,
        is_usual=is_usual,
    )


_ABOUT: dict[str, About] = {
    EvidenceKind.ACCOUNTS: About(
        "Accounts",
        hint="The latest accounts or, for a small group, a statement of money in and out.",
        issued="Year end",
        issued_hint="The last day of the year that they are for.",
        expires="",
        issuer="Examined or audited by",
        is_usual=True,
    ),
    EvidenceKind.PUBLIC_LIABILITY: _insurance(
        "If somebody is hurt or something is damaged through you.", is_usual=True
    ),
    EvidenceKind.EMPLOYERS_LIABILITY: _insurance(
        "The law asks for it as soon as you employ anybody.", is_usual=True
    ),
    EvidenceKind.PROFESSIONAL_INDEMNITY: _insurance(
        "If your advice or service does harm.", is_usual=False
    ),
    EvidenceKind.GOVERNING_DOCUMENT: About(
        "Documents",
        hint="Constitution, articles or trust deed.",
        issued="Adopted or last changed on",
        expires="",
        is_usual=True,
    ),
    EvidenceKind.SAFEGUARDING: _policy(),
    EvidenceKind.DATA_PROTECTION: _policy(),
    EvidenceKind.EQUALITY: _policy(),
    EvidenceKind.HEALTH_AND_SAFETY: _policy(),
    EvidenceKind.OTHER_POLICY: _policy(title="Name of the policy", is_usual=False),
    EvidenceKind.REGISTRATION: About(
        "Registrations",
        hint="For instance with the Information Commissioner, CQC or Ofsted.",
        issued="Registered or renewed on",
        issuer="Registered with",
        reference="Registration number",
    ),
    EvidenceKind.QUALITY_MARK: About(
        "Registrations",
        issued="Awarded on",
        issuer="Awarded by",
        reference="Certificate number",
        title="Name of the mark",
    ),
    EvidenceKind.TRUSTEE_MINUTE: About(
        "Documents",
        hint="Shows that your trustees agreed, or who may decide what.",
        issued="Date of the meeting",
        expires_hint="Leave empty unless it holds only until a day.",
        title="What it is about",
    ),
    EvidenceKind.OTHER: About("Something else", title="What it is"),
}


def about(kind: str) -> About:
    """How the form for a kind reads."""
    return _ABOUT[kind]


def grouped() -> dict[str, list[tuple[str, str, str]]]:
    """Kinds under their headings: (kind, label, hint), in the order in which they are offered."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for kind, label in EvidenceKind.choices:
        known = _ABOUT[kind]
        groups.setdefault(known.group, []).append((kind, str(label), known.hint))
    return groups
