"""Is the rest of the house in order: disk, key, files, looks, mail, worker?"""

from __future__ import annotations

import platform
import re
import shutil
import stat
from datetime import timedelta
from importlib import metadata
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.core.mail import mailers
from django.db import models
from django.utils import timezone

from spinney import __version__
from spinney.base.work.models import Duty, Job
from spinney.cli.health.finding import Finding, ill, notice, well
from spinney.cli.serving.places import KEY_FILE, ServingLock

LOW = 1_000_000_000  # bytes free below which to warn
NO_ROOM = 100_000_000  # bytes free below which the site is about to stop
NOT_SENDING = ("console", "dummy", "locmem", "filebased")
LATE = timedelta(minutes=15)
#: What every page needs; without it pages work but look wrong.
LOOKS = [
    "spinney/css/spinney.css",
    "spinney/js/spinney.js",
    "spinney/js/htmx.min.js",
    "spinney/fonts/atkinson-hyperlegible-latin-400-normal.woff2",
    "spinney/fonts/atkinson-hyperlegible-latin-700-normal.woff2",
]


def seal(folder: Path) -> Finding:
    """Whether the key that agreements are sealed with can be used, and by this program alone."""
    from spinney.agreements.engine.sealing import from_pem, read_pkcs12

    own = Path(settings.SEALS) / "key.pem"
    path = Path(settings.SEAL_KEY) if settings.SEAL_KEY else own
    if not settings.SEAL_KEY and not own.exists():
        return well("seal", "the key is made when the first agreement has been signed.")
    try:
        content = path.read_bytes()
        given = bool(settings.SEAL_KEY)
        key = read_pkcs12(content, settings.SEAL_PASSWORD) if given else from_pem(content)
    except (OSError, ValueError):
        return ill(
            "seal",
            f"the key in {path} cannot be read, so nothing can be sealed.",
            "See SPINNEY_SEAL_KEY in the host's guide; or move the file away: a new key is made.",
        )
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return ill("seal", f"others can read {path}.", f"Run: chmod 600 {path}")
    if given and key.runs_out < timezone.now():
        return ill(
            "seal",
            "the certificate that was set has run out.",
            "Ask the authority for a new one, and set SPINNEY_SEAL_KEY.",
        )
    return well("seal", f"by “{key.name}”, until {key.runs_out:%d %B %Y}.")


def versions(folder: Path) -> Finding:
    """Which versions run, and whether the packages that they need are there."""
    said = f"Spinney {__version__}, Django {django.__version__}, Python {platform.python_version()}"
    missing = [name for name in _needed() if not _is_installed(name)]
    if missing:
        return ill("versions", f"not installed: {', '.join(missing)}.", "Run script/setup.")
    return well("versions", f"{said} on {platform.system()}.")


def _needed() -> list[str]:
    """Names of the packages that Spinney says it needs."""
    named = re.compile(r"[A-Za-z0-9._-]+")
    requirements = [r for r in metadata.requires("spinney") or [] if "extra ==" not in r]
    return [found.group() for r in requirements if (found := named.match(r))]


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def disk(folder: Path) -> Finding:
    """Room to write, and permission to."""
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB free in {folder}"
    try:
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        return ill(
            "disk", f"{folder} cannot be written to: {problem.strerror}.", "Mend its permissions."
        )
    if free < NO_ROOM:
        return ill("disk", f"{said}: too little to go on.", "Make room.")
    if free < LOW:
        return notice("disk", f"{said}.", "Make room soon.")
    return well("disk", f"{said}.")


def key(folder: Path) -> Finding:
    """The key that signs sessions is the site's own, and nobody else can read it."""
    kept = folder / KEY_FILE
    if settings.SECRET_KEY.startswith("not-secret:"):
        return notice(
            "secret key", "there is none yet.", "`spinney serve` makes one when it starts."
        )
    if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        return ill("secret key", f"others can read {kept}.", f"Run: chmod 600 {kept}")
    return well("secret key", "is the site's own.")


def files_present(folder: Path) -> Finding:
    """Every uploaded file that the database names is there."""
    missing, known = [], 0
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                for name in _names(model, field.name):
                    known += 1
                    if not default_storage.exists(name):
                        missing.append(name)
    if missing:
        return ill(
            "uploaded files",
            f"{len(missing)} of {known} are missing, the first {missing[0]}.",
            "Restore them from a backup.",
        )
    return well("uploaded files", f"all {known:,} are there.")


def _names(model: type[models.Model], field: str) -> list[str]:
    kept = model._default_manager.exclude(**{field: ""}).exclude(**{f"{field}__isnull": True})
    return list(kept.values_list(field, flat=True))


def looks(folder: Path) -> Finding:
    """Style sheet, scripts and fonts are installed."""
    missing = [name for name in LOOKS if not finders.find(name)]
    if missing:
        return ill("fonts and styles", f"missing: {', '.join(missing)}.", "Install Spinney again.")
    return well("fonts and styles", "are installed.")


def mail(folder: Path) -> Finding:
    """The mail server takes a connection."""
    backend = settings.MAILERS["default"]["BACKEND"]
    if settings.DEMO or any(f".{name}." in backend for name in NOT_SENDING):
        return notice(
            "mail",
            "messages are kept or shown here and sent to nobody.",
            "To send them, set EMAIL_URL, for example smtp://name:word@mail.example.org:587?tls=1",
        )
    mailer = mailers["default"]
    try:
        mailer.open()
        mailer.close()
    except OSError as problem:
        return ill("mail", f"the mail server does not answer: {problem}.", "Look at EMAIL_URL.")
    return well("mail", "the mail server answers.")


def address(folder: Path) -> Finding:
    """Links in messages lead to where the site is, over an encrypted connection."""
    said = f"messages link to {settings.SITE_ADDRESS}"
    if settings.DEMO or settings.SITE_ADDRESS.startswith("https://"):
        return well("address", f"{said}.")
    return notice(
        "address",
        f"{said}, which is not encrypted.",
        "Put a server with a certificate in front, and set SPINNEY_ADDRESS to its https address.",
    )


def worker(folder: Path) -> Finding:
    """Somebody does the background work."""
    from dbtasks.models import Worker

    served = ServingLock(folder).holder()
    alive = [w for w in Worker.objects.all() if w.is_active]
    if alive:
        return well("worker", f"{len(alive)} at work, last seen {_ago(alive[0].last_seen)}.")
    if served:
        return ill(
            "worker", f"none is at work, though the site is served at {served.get('address')}."
        )
    return notice("worker", "none, since the site is not being served.", "Run `spinney serve`.")


def _ago(moment: object) -> str:
    seconds = (timezone.now() - moment).total_seconds()  # type: ignore[operator]
    return f"{max(0, seconds):.0f} seconds ago"


def duties(folder: Path) -> Finding:
    """Reminders, digests and checks are done when they are due."""
    failing = list(Duty.objects.exclude(error=""))
    if failing:
        first = failing[0]
        return ill("duties", f"“{first.name}” failed last time: {first.error[:200]}.")
    if ServingLock(folder).holder():
        late = Duty.objects.filter(due_at__lt=timezone.now() - LATE).first()
        if late:
            return ill("duties", f"“{late.name}” was due at {late.due_at:%H:%M on %-d %B}.")
    return well("duties", f"{Duty.objects.count()} are done when they are due.")


def jobs(folder: Path) -> Finding:
    """Long work ends."""
    week = timezone.now() - timedelta(days=7)
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gt=week)
    ours = failed.exclude(reference="").order_by("-finished_at").first()
    if ours:
        return notice(
            "long work",
            f"“{ours.title}” stopped on a fault of the software, reference {ours.reference}.",
            "The log holds the details; please report them.",
        )
    return well("long work", f"{Job.objects.unfinished().count()} under way or waiting.")
