"""WeasyPrint, with what can be shared between pages shared, and no way out to the network.

Importing this module needs the system's Pango: ask `certificates_available` first.
"""

import atexit
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import Any
from weakref import WeakSet

from celery.signals import worker_process_shutdown
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from backend.certificates.printing.widths import ASSETS

SCHEME = "asset:"
CHANGING = "own-"
MOST_DRAWN = 40
TYPES = {"woff2": "font/woff2", "svg": "image/svg+xml", "png": "image/png", "webp": "image/webp"}


class AssetRefused(ValueError):
    """The page asked for something that is not ours."""


class Assets(URLFetcher):
    """Bundled files, and images handed in by the caller. Nothing else can be reached."""

    def __init__(self, images: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self._assets = {**bundled(), **(images or {})}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in self._assets:
            raise AssetRefused(f"refused: {url[:80]}")
        kind = TYPES[name.rpartition(".")[2]]
        return URLFetcherResponse(url, self._assets[name], {"Content-Type": kind})


@cache
def bundled() -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in ASSETS.glob("*.woff2")}


class Fonts(FontConfiguration):
    """Fonts, unpacked into a folder that goes with the process.

    WeasyPrint removes it when it is done with them, but not where the interpreter goes first,
    nor in a worker's child, which ends without goodbye.
    """

    _open: WeakSet["Fonts"] = WeakSet()

    def __init__(self) -> None:
        super().__init__()
        self._open.add(self)

    @staticmethod
    @worker_process_shutdown.connect
    @atexit.register
    def remove_all(**_: Any) -> None:
        for fonts in Fonts._open:
            if fonts._folder:
                rmtree(fonts._folder, ignore_errors=True)
                fonts._folder = None


class Press:
    """Fonts, style and images are read once; one document is set at a time.

    `assets` are files of another app, by the name that its style gives them.
    """

    def __init__(
        self,
        style: Path = ASSETS / "certificate.css",
        assets: Mapping[str, bytes] | None = None,
    ) -> None:
        self._fonts = Fonts()
        self._style = CSS(
            string=style.read_text(encoding="utf-8"),
            font_config=self._fonts,
            url_fetcher=Assets(assets),
            base_url=SCHEME,
        )
        self._drawn: dict[str, Any] = {}
        self.lock = threading.RLock()

    def pdf(
        self,
        html: str,
        images: Mapping[str, bytes] | None = None,
        attached: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """The PDF of a document. `images`: by the name that the page gives them; `attached` by
        the name under which they lie in the file."""
        with self.lock:
            content: bytes = self.laid_out(html, images).write_pdf(
                # headings and paragraphs for screen readers, at a sixth more time
                pdf_tags=True,
                attachments=[
                    Attachment(string=content, name=name, relationship="Data")
                    for name, content in (attached or {}).items()
                ],
            )
        return content

    def laid_out(self, html: str, images: Mapping[str, bytes] | None = None) -> Any:
        """WeasyPrint's document of a page. Hold `lock` as long as it is used.

        An image whose name begins with "own-" may change; any other name means one content.
        """
        page = HTML(string=html, url_fetcher=Assets(images), base_url=SCHEME)
        if len(self._drawn) > MOST_DRAWN:
            self._drawn.clear()
        is_lasting = not any(name.startswith(CHANGING) for name in images or ())
        cache = self._drawn if is_lasting else dict(self._drawn)
        return page.render(
            stylesheets=[self._style], font_config=self._fonts, cache=cache, pdf_tags=True
        )


@cache
def press(style: str = "certificate.css") -> Press:
    """`style` is one of ours, by its name."""
    return Press(ASSETS / style)
