"""Every address of the installation, as the resolver knows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

PARAMETER = re.compile(r"<(?:[^>:]+:)?([^>]+)>")


@dataclass(frozen=True)
class Address:
    """One URL pattern: its whole route, as written."""

    route: str
    pattern: URLPattern

    def filled(self, values: dict[str, Any]) -> str:
        """The path with a value for each parameter; `values` may name `<prefix>:<parameter>`."""
        prefix = self.route.partition("<")[0]

        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            return str(values.get(f"{prefix}:{name}", values.get(name)))

        return "/" + PARAMETER.sub(value, self.route)


def all_addresses() -> list[Address]:
    """Every pattern once, in the resolver's order."""
    found = {address.route: address for address in _walk(get_resolver().url_patterns, "")}
    return list(found.values())


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + _route(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, pattern)
        else:
            yield from _walk(pattern.url_patterns, route)


def _route(pattern: Any) -> str:
    if isinstance(pattern, RoutePattern):
        return str(pattern)
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern)).strip("^$")
