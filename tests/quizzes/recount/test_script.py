"""The stand-alone script: the very files of rules/, and nothing beyond the standard library."""

import ast
import subprocess
import sys
from pathlib import Path

from quizzes.recount.script import MAIN, embedded, recount_script, source_of


def sources_in(script: str) -> dict[str, str]:
    """What the script carries, read as data."""
    return {
        ast.literal_eval(node.targets[0].slice): ast.literal_eval(node.value)
        for node in ast.parse(script).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
    }


def test_it_carries_the_rules_word_for_word():
    carried = sources_in(recount_script())

    assert list(carried) == embedded()
    assert {"quizzes.rules.ranking", "quizzes.rules.scoring", "quizzes.rules.counting"} <= set(
        carried
    )
    for name, source in carried.items():
        assert source == Path(f"{name.replace('.', '/')}.py").read_text(), name
        assert name == MAIN or name.startswith("quizzes.rules.")


def test_it_needs_the_standard_library_alone():
    for name in embedded():
        for node in ast.walk(ast.parse(source_of(name))):
            modules = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for module in modules:
                top = module.split(".")[0]
                assert top == "quizzes" or top in sys.stdlib_module_names, (name, module)


def test_it_starts_in_an_empty_environment(tmp_path):
    script = tmp_path / "recount.py"
    script.write_text(recount_script())

    told = subprocess.run(
        [sys.executable, "-I", "-S", script, "--help"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stderr
    assert "--receipt" in told.stdout
