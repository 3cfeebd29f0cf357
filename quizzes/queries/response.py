"""The stored answers of one attempt, as three of its requests need them."""

from typing import Any

from backend.common.rows import Statement
from quizzes.models import Response

_RESPONSES = Statement(
    "SELECT {one} FROM quizzes_response one WHERE attempt_id = %s ORDER BY slot", {"one": Response}
)


def stored_responses(attempt_id: int) -> list[Response]:
    """By slot; slot 0 is the prediction."""
    return [response for (response,) in _RESPONSES.all(attempt_id)]


def stored_values(attempt_id: int) -> dict[int, Any]:
    """The stored value by slot."""
    return {response.slot: response.value for response in stored_responses(attempt_id)}
