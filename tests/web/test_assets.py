"""What a browser fetches: little, all of it from here, licensed, and nothing inline."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from spinney.base.web import brand

WEB = Path(brand.__file__).parent
STATIC = WEB / "static" / "spinney"
SRC = WEB.parents[2]
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
BUDGET = 100_000

pytestmark = pytest.mark.urls("tests.web.kit_urls")


def fetched_by(html):
    """Paths under static/ that a page fetches at once."""
    found = re.findall(r'(?:src|href)="/static/([^"]+)"', html)
    return [p for p in found if not p.endswith((".webmanifest", "apple-touch-icon.png"))]


def over_the_wire(path):
    body = path.read_bytes()
    return len(body) if path.suffix == ".woff2" else len(gzip.compress(body, 6))


@pytest.mark.parametrize(
    "address",
    ["/ui/page/home/", "/ui/page/cluster/", "/ui/list/", "/ui/form/", "/help/", "/account/login/"],
)
def test_a_first_load_is_under_100_kb(client, db, address):
    html = client.get(address).content
    files = {WEB / "static" / p for p in fetched_by(html.decode()) if p.startswith("spinney/")}
    # The style sheet fetches both weights; extended letters only where a page has them.
    files |= set((STATIC / "fonts").glob("*-latin-[47]00-*.woff2"))
    sizes = {f.name: over_the_wire(f) for f in files}
    assert {"spinney.css", "spinney.js"} <= set(sizes)
    assert sum(name.endswith(".woff2") for name in sizes) == 2
    total = len(gzip.compress(html, 6)) + sum(sizes.values())
    assert total < BUDGET, sizes


def test_templates_were_found():
    assert len(TEMPLATES) > 60


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_template_has_inline_script_or_style(path):
    html = path.read_text()
    assert not re.search(r"<style", html)
    assert not re.search(r'\sstyle="', html)
    assert not re.search(r"\son[a-z]+=\"", html)
    for tag in re.findall(r"<script[^>]*>", html):
        assert "src=" in tag or 'type="application/json"' in tag, tag


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_template_fetches_from_afar(path):
    assert not re.search(r"""(?:src|srcset|action)=["'](?:https?:)?//""", path.read_text())
    assert not re.search(r"""<link[^>]+href=["'](?:https?:)?//""", path.read_text())


def test_the_style_sheet_fetches_only_its_fonts():
    css = (STATIC / "css" / "spinney.css").read_text()
    found = set(re.findall(r"url\(\"?([^)\"]+)\"?\)", css))
    fonts = {u for u in found if u.startswith("../fonts/")}
    assert {(STATIC / "css" / u).resolve().exists() for u in fonts} == {True}
    assert all(u.startswith("data:") for u in found - fonts)
    assert "@import" not in css


def test_what_is_kept_was_built_from_the_sources():
    frontend = Path(__file__).parents[2] / "frontend"
    sources = [p for folder in ("sass", "script") for p in (frontend / folder).rglob("*.*")]
    whole = hashlib.sha256((frontend / "package-lock.json").read_bytes())
    for path in sorted(sources, key=lambda p: str(p.relative_to(frontend)).encode()):
        whole.update(path.read_bytes())
    built_from = (frontend / "built-from.txt").read_text().strip()
    assert whole.hexdigest() == built_from, "a source was changed: run frontend/build and commit"


def test_neither_the_crown_nor_its_type_is_used():
    css = (STATIC / "css" / "spinney.css").read_text()
    assert "GDS Transport" not in css
    assert "crown" not in css
    assert css.count("Atkinson Hyperlegible") >= 3


@pytest.mark.parametrize(
    ("notice", "says"),
    [
        ("atkinson-hyperlegible-OFL.txt", "SIL Open Font License"),
        ("govuk-frontend-MIT.txt", "Crown Copyright (Government Digital Service)"),
        ("htmx-0BSD.txt", "Zero-Clause BSD"),
    ],
)
def test_what_others_made_carries_its_licence(notice, says):
    assert says in (STATIC / "licences" / notice).read_text()


def test_the_policy_forbids_inline_style_and_script(client):
    policy = client.get("/ui/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.fixture
def collected(tmp_path, settings):
    """The static files as `spinney serve` collects them: hashed names, compressed beside."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT / "spinney"


def test_files_get_names_that_may_be_kept_for_ever(collected, client):
    html = client.get("/ui/").content.decode()
    sheet = re.search(r'href="/static/spinney/css/(spinney\.[0-9a-f]{12}\.css)"', html)
    assert sheet
    kept = collected / "css" / sheet[1]
    assert (collected / "css" / f"{sheet[1]}.gz").exists()
    fonts = re.findall(r"\.\./fonts/([\w.-]+\.woff2)", kept.read_text())
    assert len(fonts) == 4
    for name in fonts:
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", name)
        assert (collected / "fonts" / name).exists()
