"""A group that does it itself sets up a cluster in no programme."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, TooLarge
from spinney.clusters.actions.clusters import ClusterText, make_cluster
from spinney.clusters.bridge.default_tiers import DEFAULT_TIERS
from spinney.clusters.bridge.logo import drawn_again
from spinney.clusters.models import Cluster
from tests.access import client_of
from tests.clusters.cases import last_entry


def make(wood, by="elm", **text):
    given = {"place": "Whitmoor", **text}
    return make_cluster(text=ClusterText(**given), by=wood.actor(by), now=timezone.now())


def picture(kind="PNG", size=(900, 400), **more) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "#1f4d3a").save(out, kind, **more)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


def test_whoever_makes_it_becomes_its_facilitator(wood):
    cluster = make(wood)
    assert cluster.programme is None
    assert cluster.name == "Whitmoor"
    assert [f.person for f in cluster.facilitators.all()] == [wood.people["elm"]]
    assert (
        client_of(wood, "elm").get(reverse("clusters:cluster", args=[cluster.pk])).status_code
        == 200
    )
    assert last_entry(cluster).verb == "clusters.make_cluster"


def test_it_begins_with_the_usual_tiers_of_its_own(wood):
    tiers = list(make(wood).tiers.all())
    assert [t.name for t in tiers] == [t.name for t in DEFAULT_TIERS]
    assert [t.name for t in tiers if t.may_vote] == ["Core", "Full"]
    assert [t.name for t in tiers if t.is_member] == ["Core", "Full", "Associate"]


def test_a_visitor_may_not(wood):
    with pytest.raises(NotAllowed):
        make_cluster(text=ClusterText(place="X"), by=Actor.nobody(), now=timezone.now())


def test_it_needs_a_place_or_a_theme(wood):
    with pytest.raises(BadInput) as told:
        make(wood, place="")
    assert "place" in told.value.fields
    assert make(wood, place="", theme="Women’s housing").name == "Women’s housing"


@pytest.mark.parametrize("colour", ["#ffffff", "#ffee88", "green", "#12345"])
def test_a_colour_must_be_one_and_be_seen(wood, colour):
    with pytest.raises(BadInput) as told:
        make(wood, colour=colour)
    assert "colour" in told.value.fields


def test_a_logo_is_drawn_again_small(wood, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    cluster = make_cluster(
        text=ClusterText(place="Whitmoor"),
        logo=picture("JPEG", size=(3000, 1000), exif=exif),
        by=wood.elm,
        now=timezone.now(),
    )
    with Image.open(cluster.logo) as drawn:
        assert drawn.format == "PNG"
        assert drawn.size == (480, 160)
        assert not drawn.getexif()
    cluster.logo.close()
    page = client_of(wood, "elm").get(reverse("clusters:cluster-logo", args=[cluster.pk]))
    assert page["Content-Type"] == "image/png"
    assert page["X-Content-Type-Options"] == "nosniff"
    page.close()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("logo.png", b"<svg onload=alert(1)>", BadInput),
        ("logo.svg", b"<svg/>", BadInput),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 200, BadInput),
        ("logo.png", b"", BadInput),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 8_000_001, TooLarge),
    ],
)
def test_what_is_no_picture_is_refused(name, content, error):
    with pytest.raises(error):
        drawn_again(SimpleUploadedFile(name, content))


def test_a_picture_that_would_unpack_to_gigabytes_is_refused():
    with pytest.raises(BadInput, match="too large to open|cannot be opened"):
        drawn_again(picture(size=(12_000, 9_000)))


def test_through_the_page(wood):
    sent = {"place": "Whitmoor", "join_rule": "ask", "notice_to_leave_days": "30"}
    answer = client_of(wood, "elm").post(reverse("clusters:make-cluster"), sent, follow=True)
    cluster = Cluster.objects.get(name="Whitmoor")
    assert answer.redirect_chain[-1][0] == reverse("clusters:cluster", args=[cluster.pk])
    assert (cluster.join_rule, cluster.notice_to_leave_days) == ("ask", 30)


def test_the_page_keeps_what_was_typed(wood):
    sent = {"place": "Whitmoor", "colour": "#ffffff", "join_rule": "ask", "notice_to_leave_days": 3}
    page = client_of(wood, "elm").post(reverse("clusters:make-cluster"), sent)
    assert page.status_code == 200
    assert "too light" in page.content.decode()
    assert 'value="Whitmoor"' in page.content.decode()
