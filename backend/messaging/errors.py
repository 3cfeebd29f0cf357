"""What a gateway says when a message did not go out, and refusals."""

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class NotSent(Exception):
    """It certainly did not go out. `is_final`: trying again is of no use. `is_down`: nothing
    would go out by this channel now."""

    def __init__(self, reason: str, *, is_final: bool = False, is_down: bool = False) -> None:
        self.reason, self.is_final, self.is_down = reason[:60], is_final, is_down
        super().__init__(reason)


class SendingUnsure(Exception):
    """It may have gone out; nobody will know. It is not sent again."""


class UnsubscribeRefused(DomainError):
    """The link in the letter is wrong or too old."""

    code = "unsubscribe_refused"
    status = 400
    title = _("Đường dẫn ngừng nhận tin không còn dùng được.")
