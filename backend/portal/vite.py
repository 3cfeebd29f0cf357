"""What Vite built: which files a route of the app needs, and under which address they stand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

Chunk = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of one entry: its script, and what the browser may fetch at the same time."""

    script: str = ""
    preloads: tuple[str, ...] = ()
    stylesheets: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """The value of a `Link` header: files are asked for before the page itself has come."""
        styles = [f"<{style}>; rel=preload; as=style" for style in self.stylesheets]
        scripts = [f"<{file}>; rel=modulepreload" for file in (self.script, *self.preloads) if file]
        return ", ".join(styles + scripts)


@dataclass(frozen=True, slots=True)
class Build:
    """The manifest of one build; empty when the frontend has not been built."""

    chunks: dict[str, Chunk] = field(default_factory=dict)

    def assets(self, entry: str, *lazy: str) -> Assets:
        """The files of `entry` and of the lazily imported modules the route will ask for."""
        if entry not in self.chunks:
            return Assets()
        keys = list(dict.fromkeys(self._walk(entry, *lazy)))
        script = self.chunks[entry]["file"]
        files = dict.fromkeys(self.chunks[key]["file"] for key in keys)
        styles = dict.fromkeys(style for key in keys for style in self.chunks[key].get("css", ()))
        return Assets(
            script=f"/{script}",
            preloads=tuple(f"/{file}" for file in files if file != script),
            stylesheets=tuple(f"/{style}" for style in styles),
        )

    def stylesheet(self, source: str) -> str:
        """The address of a stylesheet that is an entry of its own, "" when there is none."""
        chunk = self.chunks.get(source)
        return f"/{chunk['file']}" if chunk else ""

    def _walk(self, *keys: str) -> Iterator[str]:
        """Each chunk once per way it is imported statically, dependencies after the importer."""
        for key in keys:
            if key in self.chunks:
                yield key
                yield from self._walk(*self.chunks[key].get("imports", ()))


def current_build() -> Build:
    """The build that stands in `FRONTEND_DIST` now, read again only when it has changed."""
    manifest = Path(settings.FRONTEND_DIST) / ".vite" / "manifest.json"
    try:
        return _read(manifest, manifest.stat().st_mtime_ns)
    except FileNotFoundError:
        return Build()


@lru_cache(maxsize=4)
def _read(manifest: Path, _changed_at: int) -> Build:
    return Build(json.loads(manifest.read_text(encoding="utf-8")))
