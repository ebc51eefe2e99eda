"""The catalogue in a real Chromium: at two widths, by keyboard, without script, and on paper."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from spinney.base.web.catalogue import groups
from tests.browser import (
    RULES_OF_WIDTH,
    Visit,
    chromium,
    layout_findings,
    visit,
    visitor,
    width,
)

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.web.kit_urls")]

PAGES = [
    "/ui/",
    *(f"/ui/{slug}/" for slug in groups.GROUPS),
    "/ui/form/",
    "/ui/form/?wrong",
    "/ui/list/",
    "/ui/list/?kind=x&q=zzz",
    "/ui/list/?none",
    *(f"/ui/page/{kind}/" for kind in groups.PAGE_KINDS),
    "/help/",
    "/help/representative/",
    "/help/?q=passkey",
]


def test_what_is_wrong_is_found(chromium):
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    page.set_content(
        "<html lang=en><title>Wrong</title><main><h1>Wrong</h1><img src=x>"
        "<p style='color:#bbb;background:#fff;width:900px'>Pale and wide</p></main>"
    )
    every = ["color-contrast at p", "image-alt at img", "the page scrolls 588 px sideways"]
    assert layout_findings(page) == every
    assert layout_findings(page, RULES_OF_WIDTH) == [every[0], every[2]]
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault(visitor: Visit, path):
    visitor.open(path)
    assert visitor.problems() == []


@pytest.mark.parametrize("path", ["/ui/rows/", "/ui/form/?wrong", "/ui/list/", "/ui/page/cluster/"])
def test_a_page_enlarged_four_times_has_no_fault(chromium, live_server, path):
    # 1280 px at 400 % is 320 px of layout, on a screen only 256 px high.
    context = chromium.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    seen = visit(context, live_server.url)
    seen.open(path)
    assert seen.problems() == []
    context.close()


def test_everything_unfolded_has_no_fault(visitor: Visit):
    page = visitor.open("/ui/pictures/")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert visitor.problems() == []


def test_the_first_key_leads_past_the_header(visitor: Visit):
    page = visitor.open("/ui/list/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Skip to")
    box = page.locator(".govuk-skip-link").bounding_box()
    assert box
    assert box["height"] > 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_focus_can_always_be_seen(visitor: Visit):
    page = visitor.open("/ui/deeds/")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        look = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.tagName + ' ' + e.textContent.slice(0, 20), e === document.body,
                    s.outlineStyle !== 'none' || s.boxShadow !== 'none']; }"""
        )
        if not look[1] and not look[2]:
            unseen.append(look[0])
    assert unseen == []


def test_errors_are_told_at_once(visitor: Visit):
    page = visitor.open("/ui/form/?wrong")
    assert page.title().startswith("Error: ")
    focused = page.evaluate("document.activeElement.className")
    assert "govuk-error-summary" in focused
    page.get_by_role("link", name="Enter the name.").click()
    assert page.evaluate("document.activeElement.name") == "name"


def test_a_target_is_large_enough_for_a_thumb(chromium, live_server):
    context = chromium.new_context(viewport={"width": 320, "height": 700}, has_touch=True)
    page = visit(context, live_server.url).open("/ui/form/")
    small = [
        (box["height"], control.get_attribute("name"))
        for control in page.locator(".spinney-button, .govuk-radios__input, .govuk-input").all()
        if control.is_visible() and (box := control.bounding_box()) and box["height"] < 40
    ]
    assert small == []
    context.close()


def test_picking_by_typing(visitor: Visit):
    page = visitor.open("/ui/form/")
    box = page.get_by_role("combobox", name="Organisation")
    box.press_sequentially("ce")
    option = page.get_by_role("option", name="Cedar Advice")
    option.wait_for()
    assert visitor.problems() == []
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
    box.press("Enter")
    assert box.input_value() in ("Cedar Advice", "Dell Lane Community Centre", "Ashgrove Carers")
    assert page.locator("input[type=hidden][name=organisation]").input_value()
    assert page.get_by_role("listbox").count() == 0


def test_a_picture_of_the_kit_is_not_drawn_twice(visitor: Visit):
    page = visitor.open("/ui/pictures/")
    for figure in page.locator("figure").all():
        shown = [svg for svg in figure.locator("svg").all() if svg.is_visible()]
        assert len(shown) == 1


def test_choosing_rows(visitor: Visit):
    page = visitor.open("/ui/list/")
    rows = page.locator("input[name=chosen]")
    rows.first.check()
    assert "1 chosen" in page.locator("[data-chosen-count]").inner_text()
    if page.viewport_size and page.viewport_size["width"] > 700:
        page.get_by_label("Choose all on this page").check()
        assert "5 chosen" in page.locator("[data-chosen-count]").inner_text()


def test_a_list_answers_while_one_types(visitor: Visit):
    page = visitor.open("/ui/list/")
    page.get_by_label("Search by name or town").press_sequentially("cedar")
    page.wait_for_url("**q=cedar*")
    page.get_by_text("1 organisation", exact=True).wait_for()
    assert visitor.problems() == []


def test_what_was_typed_is_there_after_a_wrong_turn(visitor: Visit):
    page = visitor.open("/ui/form/")
    page.get_by_label("Name", exact=True).fill("Ashgrove")
    page.get_by_label("Consent", exact=True).check()
    visitor.open("/ui/")
    visitor.open("/ui/form/")
    assert page.get_by_label("Name", exact=True).input_value() == "Ashgrove"
    assert page.get_by_label("Consent", exact=True).is_checked()
    assert page.get_by_text("What you typed before is back.").is_visible()


@pytest.fixture
def without_script(chromium, live_server):
    context = chromium.new_context(
        viewport={"width": 320, "height": 800}, java_script_enabled=False
    )
    yield visit(context, live_server.url)
    context.close()


def test_without_script_a_form_is_filled_and_corrected(without_script: Visit):
    page = without_script.open("/ui/form/")
    page.get_by_label("Organisation").fill("er")
    page.get_by_role("button", name="Check these answers").click()
    page.get_by_label("Elder Tree Lunch Club").check()
    page.get_by_label("Name", exact=True).fill("Ash")
    page.get_by_role("button", name="Check these answers").click()
    assert page.get_by_text("do you mean?").count() == 0
    assert page.get_by_label("Name", exact=True).input_value() == "Ash"


def test_without_script_a_list_is_filtered_sorted_and_turned(without_script: Visit):
    page = without_script.open("/ui/list/")
    page.get_by_label(re.compile("Core member")).check()
    page.get_by_role("button", name="Show these").click()
    assert page.get_by_text("2 organisations", exact=True).is_visible()
    page.get_by_label("Sort by").select_option("-name")
    page.get_by_role("button", name="Sort", exact=True).click()
    first = page.locator("tbody tr").first.inner_text()
    assert "Greenway Debt Help" in first
    assert "tier=core" in page.url
    page.get_by_role("link", name="Tier: Core member").click()
    page.get_by_role("link", name="Next").click()
    assert page.locator("tbody tr").count() == 2


def test_on_paper_there_is_no_navigation_and_nothing_is_cut_off(chromium, live_server):
    context = chromium.new_context(viewport={"width": 794, "height": 1123})
    page = visit(context, live_server.url).open("/ui/page/cluster/")
    page.emulate_media(media="print")
    hidden = [".govuk-breadcrumbs", ".spinney-footer__links", ".govuk-skip-link"]
    assert [css for css in hidden if page.locator(css).first.is_visible()] == []
    assert page.get_by_role("heading", name="Together in the Valley").is_visible()
    assert page.locator(".spinney-picture__wide").first.is_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 794
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf))
    assert 1 <= pages <= 4
    assert _ink(page.screenshot(full_page=True)) < 0.35
    context.close()


def _ink(png):
    """Share of a picture that is darker than mid-grey."""
    grey = Image.open(BytesIO(png)).convert("L").histogram()
    return sum(grey[:128]) / sum(grey)


def test_in_high_contrast_nothing_is_lost(chromium, live_server):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, forced_colors="active")
    seen = visit(context, live_server.url)
    page = seen.open("/ui/progress/")
    border = page.locator(".spinney-button, .spinney-tag").first
    assert border.count() == 0 or border.is_visible()
    disc = page.evaluate(
        """() => getComputedStyle(document.querySelector('.spinney-stages__stage'), '::after')
        .borderTopStyle"""
    )
    assert disc == "solid"
    context.close()


def test_nothing_moves_for_those_who_asked_for_that(chromium, live_server):
    context = chromium.new_context(reduced_motion="reduce")
    page = visit(context, live_server.url).open("/ui/deeds/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => {
        const s = getComputedStyle(e);
        return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"""
    )
    assert moving == 0
    context.close()


def test_letters_are_the_faces_own_and_figures_line_up(visitor: Visit):
    page = visitor.open("/ui/list/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)"
    )
    assert any("Atkinson" in f and "400" in f for f in loaded)
    style = "getComputedStyle(document.querySelector('.govuk-body, td, main'))"
    assert "tabular-nums" in page.evaluate(f"{style}.fontVariantNumeric")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "19px"
