"""Nothing but bundled assets can be reached from a page."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from backend.certificates.printing.press import AssetRefused, Assets, press


@pytest.fixture
def visited() -> Iterator[tuple[str, list[str]]]:
    """An address, and the paths that were asked there."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "data:text/plain,hello",
        "asset:../settings.py",
        "asset:certificate.css",
        "asset:",
        "ground.svg",
    ],
)
def test_anything_but_a_bundled_asset_is_refused(url: str) -> None:
    with pytest.raises(AssetRefused):
        Assets().fetch(url)


def test_bundled_font_is_found() -> None:
    assert Assets().fetch("asset:playfair-display-400.woff2").content_type == "font/woff2"


def test_page_cannot_reach_the_network_or_the_disk(visited: tuple[str, list[str]]) -> None:
    address, paths = visited
    html = (
        f'<link rel="stylesheet" href="{address}/style.css"><img src="{address}/image.png">'
        f'<style>@import "{address}/import.css"; p {{ background: url({address}/ground) }}</style>'
        f'<object data="{address}/object"></object><embed src="file:///etc/passwd"><p>Xin chào</p>'
        '<link rel="attachment" href="file:///etc/passwd">'
    )

    pdf = press().pdf(html)

    assert paths == []
    assert b"root:" not in pdf
