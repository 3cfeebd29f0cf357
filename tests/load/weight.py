"""JavaScript and CSS that a phone loads to take a paper, compressed as they are sent."""

import gzip
from pathlib import Path

PAPER = "src/screens/paper/PaperRoute.svelte"


def measure() -> dict[str, float]:
    """`first_load_kb` (goal: at most 50), from the manifest of the built frontend."""
    from django.conf import settings

    from backend.portal.shell import ENTRY
    from backend.portal.vite import current_build

    build = current_build()
    if PAPER not in build.chunks:
        raise LookupError("the frontend is not built: run `npm run build` in frontend/")
    assets = build.assets(ENTRY, PAPER)
    scripts = dict.fromkeys([assets.script, *assets.preloads])
    sizes = {
        address: len(gzip.compress((Path(settings.FRONTEND_DIST) / address[1:]).read_bytes(), 9))
        for address in (*scripts, *assets.stylesheets)
    }
    return {
        "first_load_kb": sum(sizes.values()) / 1000,
        "first_load_js_kb": sum(sizes[address] for address in scripts) / 1000,
        "first_load_css_kb": sum(sizes[address] for address in assets.stylesheets) / 1000,
    }
