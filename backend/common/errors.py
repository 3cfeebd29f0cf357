"""Refusals that rules and actions raise; one handler turns them into problem responses."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A request that the domain refuses. `code` is stable; clients switch on it."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    title: ClassVar[str] = "Không thực hiện được"

    def __init__(self, detail: str = "", **facts: Any) -> None:
        self.detail = detail or self.title
        self.facts = facts
        super().__init__(self.code)


class NotVisible(DomainError):
    """The thing does not exist for this visitor."""

    code = "not_found"
    status = 404
    title = "Không tìm thấy"
