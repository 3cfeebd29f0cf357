"""A socket that carries one topic's news out. Commands come by HTTP only."""

import asyncio
import logging
from typing import Any, ClassVar

from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError

from backend.accounts.models import User
from backend.live.hub import running_hub
from backend.live.sign_in import session_key_of, user_of

logger = logging.getLogger(__name__)

NOT_UTF8_TEXT = 1003
TOO_BIG = 1009
TRY_AGAIN_LATER = 1013
SIGNED_OUT = 4401
NOT_VISIBLE = 4403
FLOOD = 4429

FRAME_BYTES = 4096
MESSAGES_PER_SECOND = 5
SLOW_READER_SECONDS = 10.0


class TopicConsumer(AsyncWebsocketConsumer):
    """Follows the topic that `find_topic` names; subclasses say which, and read its newest."""

    recheck_seconds: ClassVar[float] = 60.0
    slow_reader_seconds: ClassVar[float] = SLOW_READER_SECONDS

    # what Channels fills in before anything else is called
    scope: Any
    base_send: Any

    topic: str | None = None

    async def find_topic(self) -> str | None:
        """The topic this visitor may follow, or None."""
        raise NotImplementedError

    async def read_newest(self) -> str | None:
        """The topic's newest payload from the record, or None when there is none yet."""
        return None

    @property
    def user(self) -> User | AnonymousUser:
        user: User | AnonymousUser = self.scope.get("user") or AnonymousUser()
        return user

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self._waiting: dict[str, str] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._recheck: asyncio.TimerHandle | None = None
        self._received: list[float] = []
        self._run = asyncio.current_task()
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._stop()

    async def connect(self) -> None:
        await self.accept()
        try:
            self.topic = await self.find_topic()
            if self.topic is None:
                await self.close(NOT_VISIBLE)
                return
            await running_hub().follow(self.topic, self)
        except DatabaseError:
            logger.warning("socket refused, the record is not available")
            await self.close(TRY_AGAIN_LATER)
            return
        self._plan_recheck()

    async def disconnect(self, code: int) -> None:
        self._stop()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nothing is expected from the browser; what comes may not cost much."""
        if bytes_data is not None or text_data is None:
            await self._refuse(NOT_UTF8_TEXT)
        elif len(text_data.encode()) > FRAME_BYTES:
            await self._refuse(TOO_BIG)
        elif self._is_flooding():
            await self._refuse(FLOOD)

    def _is_flooding(self) -> bool:
        now = asyncio.get_running_loop().time()
        self._received = [*(at for at in self._received if at > now - 1), now]
        return len(self._received) > MESSAGES_PER_SECOND

    async def _refuse(self, code: int) -> None:
        if self._run is not None:
            self._stop()
            await self.close(code)
            self._run = None

    def offer(self, payload: str) -> None:
        """Send without waiting. A reader that lags gets only the newest, later."""
        message = {"type": "websocket.send", "text": payload}
        if self._writer is not None:
            self._waiting = message
            return
        sending = self.base_send(message)
        try:
            # A server writes at once while the reader keeps up: no task is needed for that.
            sending.send(None)
        except StopIteration:
            return
        except Exception:
            # the reader has gone; its disconnect is on the way
            return
        sending.close()
        self._waiting = message
        self._writer = asyncio.create_task(self._write_when_ready())

    async def _write_when_ready(self) -> None:
        try:
            while self._waiting is not None:
                async with asyncio.timeout(self.slow_reader_seconds):
                    message, self._waiting = self._waiting, None
                    await self.base_send(message)
        except TimeoutError:
            self._drop()
        except Exception:
            # the reader has gone; its disconnect is on the way
            return
        finally:
            self._writer = None

    def _drop(self) -> None:
        """Cut the line of a reader that does not read: a polite close would wait for it too."""
        logger.info("slow reader dropped: topic=%s", self.topic)
        transport = getattr(getattr(self.base_send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()
        elif self._run is not None:
            self._run.cancel()

    def _plan_recheck(self) -> None:
        if self.user.is_authenticated:
            loop = asyncio.get_running_loop()
            self._recheck = loop.call_later(
                self.recheck_seconds, lambda: asyncio.ensure_future(self._check_again())
            )

    async def _check_again(self) -> None:
        """Channels looks at the session once; who signs out must not stay connected."""
        try:
            self.scope["user"] = await user_of(session_key_of(self.scope))
            if not self.user.is_authenticated:
                await self._refuse(SIGNED_OUT)
                return
            if await self.find_topic() != self.topic:
                await self._refuse(NOT_VISIBLE)
                return
        except DatabaseError:
            logger.warning("session not checked again, the record is not available")
        self._plan_recheck()

    def _stop(self) -> None:
        if self.topic is not None:
            running_hub().leave(self.topic, self)
        if self._recheck is not None:
            self._recheck.cancel()
        if self._writer is not None:
            self._writer.cancel()
