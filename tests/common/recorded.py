"""What the code writes to the audit log, read from the code itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quizzes.enums import AnomalyState, KeyChangeState, Verdict, WinnerState

# Acts whose last word is only known when the code runs: by their beginning.
DECIDED_LATER = {
    "anomaly.": set(AnomalyState) - {AnomalyState.OPEN},
    "prize.": set(WinnerState) - {WinnerState.AWARDED},
    "item.": {*Verdict, *(f"key_change_{one}" for one in KeyChangeState)},
}

# Of these, the function that records decides the last word, not who calls it.
DECIDED_HERE = {"anomaly.", "prize."}


@dataclass(frozen=True)
class Recorder:
    """A function that records: which of its arguments is the act, and what comes before it."""

    place: int
    prefix: str = ""


@dataclass
class Recorded:
    """`unclear` are the calls whose act cannot be told from the code."""

    acts: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)


def recorded() -> Recorded:
    trees = dict(_modules())
    recorders = {name: dict(_recorders(tree)) for name, tree in trees.items()}
    found = Recorded()
    for module, tree in trees.items():
        names = _imported(tree)
        for function, call in _calls(tree):
            source, original = names.get(_called(call), (module, _called(call)))
            recorder = recorders.get(source, {}).get(original)
            if _is_record(call, names):
                recorder = Recorder(0)
            if recorder is None or len(call.args) <= recorder.place:
                continue
            found.facts |= {one.arg for one in call.keywords if one.arg} - {"actor", "now"}
            if _is_record(call, names) and function in recorders[module]:
                continue  # what it records, its callers say
            acts = _said(call.args[recorder.place], recorder.prefix)
            if acts is None:
                found.unclear.append(f"{module}:{call.lineno}")
            found.acts |= acts or set()
    return found


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("backend", "quizzes", "courses"):
        for path in Path(folder).rglob("*.py"):
            yield ".".join(path.with_suffix("").parts), ast.parse(path.read_text())


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    return {
        name.asname or name.name: (node.module or "", name.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the function that it stands in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
            yield from ((node.name, call) for call in calls)


def _is_record(call: ast.Call, names: dict[str, tuple[str, str]]) -> bool:
    source = names.get("record") or names.get("audit") or ("", "")
    return _called(call) == "record" and source[0].startswith("backend.common")


def _recorders(tree: ast.Module) -> Iterator[tuple[str, Recorder]]:
    """The functions that hand one of their own arguments on to `record`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or node.name == "record":
            continue
        names = [one.arg for one in node.args.args]
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and _called(call) == "record" and call.args:
                prefix, act = _parted(call.args[0])
                if isinstance(act, ast.Name) and act.id in names and prefix not in DECIDED_HERE:
                    yield node.name, Recorder(names.index(act.id), prefix)


def _parted(act: ast.expr) -> tuple[str, ast.expr]:
    """What an act begins with, and what says the rest."""
    if isinstance(act, ast.JoinedStr) and isinstance(act.values[-1], ast.FormattedValue):
        return str(getattr(act.values[0], "value", "")), act.values[-1].value
    return "", act


def _said(act: ast.expr, prefix: str) -> set[str] | None:
    """The acts that an argument may name, or None where that is not to be seen."""
    if isinstance(act, ast.Constant):
        return {f"{prefix}{act.value}"}
    if isinstance(act, ast.IfExp):
        both = _said(act.body, prefix), _said(act.orelse, prefix)
        return None if None in both else both[0] | both[1]
    prefix = prefix or _parted(act)[0]
    return {f"{prefix}{one}" for one in DECIDED_LATER[prefix]} if prefix in DECIDED_LATER else None
