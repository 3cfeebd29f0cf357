"""Which built files a route asks for."""

import json
import os

from backend.portal.vite import Assets, Build, current_build

CHUNKS = {
    "src/main.ts": {
        "file": "assets/main-1.js",
        "imports": ["_shared.js"],
        "css": ["assets/main-1.css"],
        "dynamicImports": ["src/screens/board/Board.svelte"],
    },
    "_shared.js": {"file": "assets/shared-2.js"},
    "src/screens/board/Board.svelte": {
        "file": "assets/Board-3.js",
        "imports": ["src/main.ts", "_rows.js"],
        "css": ["assets/Board-3.css"],
    },
    "_rows.js": {"file": "assets/rows-4.js", "imports": ["_shared.js"]},
    "src/pages.css": {"file": "assets/pages-5.css"},
}


def test_assets_name_every_file_of_the_route_once():
    assets = Build(CHUNKS).assets("src/main.ts", "src/screens/board/Board.svelte")

    assert assets == Assets(
        script="/assets/main-1.js",
        preloads=("/assets/shared-2.js", "/assets/Board-3.js", "/assets/rows-4.js"),
        stylesheets=("/assets/main-1.css", "/assets/Board-3.css"),
    )


def test_assets_of_an_unknown_route_are_those_of_the_entry():
    assets = Build(CHUNKS).assets("src/main.ts", "src/screens/gone/Gone.svelte")

    assert assets.preloads == ("/assets/shared-2.js",)


def test_stylesheet_is_found_by_its_source():
    assert Build(CHUNKS).stylesheet("src/pages.css") == "/assets/pages-5.css"


def test_current_build_is_empty_before_the_first_and_fresh_after_each(settings, tmp_path):
    settings.FRONTEND_DIST = tmp_path
    assert current_build() == Build()

    manifest = tmp_path / ".vite" / "manifest.json"
    manifest.parent.mkdir()
    for moment, name in ((1, "old"), (2, "new")):
        manifest.write_text(json.dumps({"src/pages.css": {"file": f"assets/{name}.css"}}))
        os.utime(manifest, (moment, moment))

        assert current_build().stylesheet("src/pages.css") == f"/assets/{name}.css"
