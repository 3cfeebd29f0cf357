"""axe on every screen of courses at 360 px, for learner, author and trainer, in both themes; also
with letters of twice the size."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.course_screens import LEARNING, TEACHING, WRITING, fill_cohort, write_draft
from tests.e2e.phone import register, sign_in
from tests.e2e.test_accessibility import AXE

pytestmark = pytest.mark.e2e
PASSWORD = "hoc-so-2026"
COLOURS = "{runOnly: ['color-contrast'], resultTypes: ['violations']}"
ALL = "{resultTypes: ['violations']}"
WIDTH = 360
# As a phone does whose owner asked for larger letters: whatever unit a size is written in.
GROW = """(times) => {
  const all = [...document.body.querySelectorAll('*')];
  const sizes = all.map((node) => parseFloat(getComputedStyle(node).fontSize));
  all.forEach((node, place) => (node.style.fontSize = `${times * sizes[place]}px`));
}"""
LOST = re.compile("Không tìm thấy|Không có|Không còn")


def findings(page: Page, name: str) -> Iterator[Any]:
    page.evaluate(Path(AXE).read_text())
    for scheme, options in (("light", ALL), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(150)
        for one in page.evaluate(f"axe.run({options})")["violations"]:
            yield name, scheme, one["id"], [node["html"] for node in one["nodes"]][:2]


def too_wide(page: Page, name: str) -> Iterator[Any]:
    """Whoever reads letters twice as large scrolls downwards only."""
    for size in (1, 2):
        page.evaluate(GROW, size)
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > WIDTH:
            yield name, size, needed


def sweep(page: Page, screens: Iterable[tuple[str, str]]) -> list[Any]:
    found: list[Any] = []
    for name, path in screens:
        page.goto("about:blank")
        page.goto(path)
        page.wait_for_load_state("networkidle")
        title = page.get_by_role("heading", level=1).first
        expect(title).to_be_visible()
        expect(title).not_to_contain_text(LOST)
        found += [*findings(page, name), *too_wide(page, name)]
    return found


def test_screens_of_courses_are_accessible(phone: Page, second_phone: Page):
    sign_in(phone, "trainer@hocso.test", PASSWORD)
    register(second_phone)
    cohort = fill_cohort(phone, second_phone)
    write_draft(phone)
    teaching = [(name, path.format(cohort=cohort)) for name, path in TEACHING.items()]

    found = sweep(phone, [*WRITING.items(), *teaching])
    found += sweep(second_phone, LEARNING.items())

    assert found == []


VOICE = """() => {
  window.said = [];
  const voices = [{lang: 'en-US'}, {lang: 'vi-VN'}];
  const speechSynthesis = new EventTarget();
  speechSynthesis.getVoices = () => voices;
  speechSynthesis.cancel = () => {};
  speechSynthesis.speak = (one) => window.said.push([one.text, one.lang]);
  class SpeechSynthesisUtterance { constructor(text) { this.text = text; } }
  for (const [name, value] of Object.entries({speechSynthesis, SpeechSynthesisUtterance}))
    Object.defineProperty(window, name, {value});
}"""


def test_a_lesson_is_read_aloud_where_there_is_a_voice(phone: Page):
    """This browser has none and says so; with one, what is written is spoken, title first."""
    phone.goto(LEARNING["lesson"])
    phone.get_by_role("button", name="Đọc thành tiếng").click()
    expect(phone.get_by_text("chưa có giọng đọc tiếng Việt")).to_be_visible()

    phone.add_init_script(f"({VOICE})()")
    phone.reload()
    phone.get_by_role("button", name="Đọc thành tiếng").click()
    expect(phone.get_by_role("button", name="Dừng đọc")).to_be_visible()
    said = phone.evaluate("window.said")
    assert said[0] == [phone.get_by_role("heading", level=1).inner_text(), "vi-VN"]
    assert len(said) > 3
