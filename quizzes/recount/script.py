"""Build the stand-alone `recount.py`: the very files of `rules/`, word for word, in one script."""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path

MAIN = "quizzes.recount.main"
_FENCE = "'''"

_HEAD = '''#!/usr/bin/env python3
"""Kiểm phiếu lại một bảng xếp hạng đã công bố. / Recount a published ranking.

Chỉ cần Python 3.11 trở lên, không cần cài thêm gì. / Python 3.11 or newer, nothing else.

    python3 recount.py goi-kiem-phieu.zip --digest <mã SHA-256 trên trang kết quả>
    python3 recount.py goi-kiem-phieu.zip --receipt bien-nhan.json

Below stand, word for word, the files by which the contest itself counted.
"""

import sys
import types

if sys.version_info < (3, 11):
    sys.exit("Cần Python 3.11 trở lên. / Python 3.11 or newer is needed.")

SOURCES = {}
'''

_TAIL = """
for name, source in SOURCES.items():
    for parent in ("quizzes", name.rpartition(".")[0]):
        sys.modules.setdefault(parent, types.ModuleType(parent)).__path__ = []
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(source, name, "exec"), module.__dict__)

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(sys.modules["quizzes.recount.main"].main())
"""


@cache
def recount_script() -> str:
    """The whole script as text; always the same for the same rules."""
    parts = [_HEAD]
    for name in embedded():
        source = source_of(name)
        if _FENCE in source or source.endswith("\\"):
            raise ValueError(f"{name} cannot stand between {_FENCE}")
        parts.append(f"\nSOURCES[{name!r}] = r{_FENCE}{source}{_FENCE}\n")
    return "".join([*parts, _TAIL])


def embedded() -> list[str]:
    """The modules it is made of, each behind those that it needs."""
    found: list[str] = []
    _add(MAIN, found)
    return found


def source_of(name: str) -> str:
    path = import_module(name).__file__
    assert path is not None
    return Path(path).read_text(encoding="utf-8")


def _add(name: str, found: list[str]) -> None:
    for needed in _needs(name):
        if needed not in found:
            _add(needed, found)
    found.append(name)


def _needs(name: str) -> list[str]:
    imports = (
        node.module or ""
        for node in ast.walk(ast.parse(source_of(name)))
        if isinstance(node, ast.ImportFrom)
    )
    return [module for module in imports if module.startswith("quizzes.")]
