"""How attempt tokens and refusals appear in the OpenAPI document."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from backend.common.serializers import ProblemSerializer


class AttemptTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # theirs
    """The bearer token that starting or taking over an attempt gives to one device."""

    target_class = "quizzes.api.authentication.AttemptTokenAuthentication"
    name = "attempt_token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


def with_refusals(answers: dict[int, Any], *statuses: int) -> dict[int, Any]:
    """The answers of an operation together with the problems it may end in."""
    return {**answers, **dict.fromkeys(statuses, ProblemSerializer)}
