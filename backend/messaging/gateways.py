"""The one way out. A channel is a class with `send`; settings say which class serves which."""

import smtplib
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from backend.messaging.errors import NotSent, SendingUnsure

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out. `key` is the delivery's own for ever: a gateway that can, refuses a second."""

    key: str
    address: str
    subject: str
    text: str
    unsubscribe: str = ""


class Gateway(Protocol):
    """Raises NotSent where it is certain, SendingUnsure where it is not.

    `knows_keys`: it sends the same key once, so an unsure letter may be handed to it again.
    """

    knows_keys: ClassVar[bool]

    def send(self, letter: Letter) -> None: ...

    def close(self) -> None: ...


class EmailGateway:
    """Django's mail backend, one connection a sweep."""

    knows_keys: ClassVar[bool] = False

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def send(self, letter: Letter) -> None:
        """The connection first: what fails there has sent nothing."""
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(type(error).__name__, is_down=True) from error
        host = settings.PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
        headers = {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"}
        if letter.unsubscribe:
            headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail = EmailMessage(letter.subject, letter.text, None, [letter.address], headers=headers)
        try:
            self._connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotSent("recipient", is_final=all(code >= 500 for code in codes)) from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"smtp_{error.smtp_code}", is_final=error.smtp_code >= 500) from error
        except (OSError, smtplib.SMTPException) as error:
            raise SendingUnsure from error

    def close(self) -> None:
        """Best effort: what was sent is sent."""
        try:
            self._connection.close()
        except (OSError, smtplib.SMTPException):
            log.warning("mail_connection_lost")


class ConsoleGateway:
    """Says that something would go out, to nobody: for development, until a provider is chosen."""

    knows_keys: ClassVar[bool] = True

    def send(self, letter: Letter) -> None:
        log.info("message_to_console", key=letter.key, length=len(letter.text))

    def close(self) -> None:
        """Nothing is held."""


def open_gateway(channel: str) -> Gateway:
    """The channel's gateway, as settings name it."""
    made: Gateway = import_string(settings.MESSAGING_GATEWAYS[channel])()
    return made
