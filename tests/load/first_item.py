"""When a slow phone on a slow network shows the first item: a cold load of a running paper.

400 kbit/s, 400 ms round trips, a sixth of this processor; nothing in the cache, no service worker.
"""

import statistics
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

from backend.devstack.browser import find_chromium
from backend.devstack.stack import Stack

LOADS = 3
TIMEOUT_MS = 60_000
NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER_CPU = 6
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
# Notes the first frame in which the item's text takes up room on the screen.
WATCH = """
(() => {
  const look = () => {
    const item = document.querySelector('#question');
    if (item && item.textContent.trim() && item.getBoundingClientRect().height > 0) {
      window.firstItemAt = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
})();
"""


def measure(stack: Stack) -> dict[str, float]:
    """`first_item_visible_s` (goal: at most 2), the median of three loads."""
    from backend.portal.vite import current_build
    from tests.load import world

    chromium = find_chromium()
    if chromium is None:
        raise LookupError("there is no Chromium: set CHROMIUM=")
    if not current_build().chunks:
        raise LookupError("the frontend is not built: run `npm run build` in frontend/")
    round_ = world.make_contest()
    (visitor,) = world.make_visitors(1)
    address = f"{stack.web_url}/cuoc-thi/{round_.contest.slug}/lam-bai/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
        context.add_cookies(_cookies(stack, visitor.cookies))
        page = context.new_page()
        page.goto(address)
        page.locator("button.main").click()
        page.locator("#question").wait_for()
        page.close()
        times = [_load(context, address) for _ in range(LOADS)]
        browser.close()
    return {"first_item_visible_s": statistics.median(times), "first_item_slowest_s": max(times)}


def _load(context: BrowserContext, address: str) -> float:
    page: Page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    page.goto(address, wait_until="commit", timeout=TIMEOUT_MS)
    page.wait_for_function("() => window.firstItemAt", timeout=TIMEOUT_MS)
    shown_at: float = page.evaluate("() => window.firstItemAt")
    page.close()
    return shown_at / 1000


def _cookies(stack: Stack, header: str) -> list[dict[str, str]]:
    host = urlsplit(stack.web_url).hostname or ""
    pairs = (pair.split("=", 1) for pair in header.split("; "))
    return [{"name": name, "value": text, "domain": host, "path": "/"} for name, text in pairs]
