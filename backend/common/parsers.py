"""Reading request bodies within a limit."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, ClassVar

from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser


class PayloadTooLarge(APIException):
    """More bytes than the endpoint reads."""

    status_code = 413
    default_code = "too_large"


class LimitedJSONParser(JSONParser):
    """JSON of at most `max_bytes`; a subclass narrows it. Trusts no Content-Length."""

    max_bytes: ClassVar[int] = 2 * 1024 * 1024

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read(self.max_bytes + 1)
        if len(body) > self.max_bytes:
            raise PayloadTooLarge
        return super().parse(BytesIO(body), media_type, parser_context)
