"""Do together what many threads ask for at the same time.

While one thread is at work, others line up; the next of them takes along all who wait. Nobody
waits for company: where nobody else is there, work is done at once. Databases know this as group
commit with a leader and followers.
"""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

import structlog

Work = TypeVar("Work")
Result = TypeVar("Result")

logger = structlog.get_logger(__name__)


class _Ticket(Generic[Work, Result]):
    """One thread's wish. `turn` opens when it was done, or when its thread has to lead."""

    __slots__ = ("is_done", "result", "turn", "work")

    def __init__(self, work: Work) -> None:
        self.work = work
        self.result: Result | None = None
        self.is_done = False
        self.turn = Lock()
        self.turn.acquire()


class Gathering(Generic[Work, Result]):
    """Runs `together` over what several threads ask for.

    `together` gives a result for each piece of work, in their order; None where a piece has to be
    done alone. Two pieces of the same `kin` are never in one call, nor are more than `most`.
    """

    def __init__(
        self,
        together: Callable[[Sequence[Work]], Sequence[Result | None]],
        *,
        kin: Callable[[Work], Hashable],
        most: int,
    ) -> None:
        self._together = together
        self._kin = kin
        self._most = most
        self._line: list[_Ticket[Work, Result]] = []
        self._door = Lock()
        self._is_led = False

    def do(self, work: Work) -> Result | None:
        """What became of `work`, once it is done; None where it has to be done alone.

        That is the answer for all in a call that failed, too: one bad piece spoils no other, and
        the thread that brought it learns why.
        """
        ticket = _Ticket[Work, Result](work)
        with self._door:
            self._line.append(ticket)
            leads, self._is_led = not self._is_led, True
        if not leads:
            ticket.turn.acquire()
        if not ticket.is_done:
            self._lead()
        return ticket.result

    def _lead(self) -> None:
        """Do what stands in line, one's own first; then hand over to who came meanwhile."""
        with self._door:
            company = self._company()
        try:
            results = self._together([ticket.work for ticket in company])
            for ticket, result in zip(company, results, strict=True):
                ticket.result = result
        except Exception as error:
            logger.warning("done_one_by_one", pieces=len(company), error=type(error).__name__)
        finally:
            with self._door:
                successor = self._line[0] if self._line else None
                self._is_led = successor is not None
            for ticket in company:
                ticket.is_done = True
                ticket.turn.release()
            if successor:
                successor.turn.release()

    def _company(self) -> list[_Ticket[Work, Result]]:
        """Who is served now, taken out of the line; the others keep their places."""
        company: dict[Hashable, _Ticket[Work, Result]] = {}
        staying = []
        for ticket in self._line:
            kin = self._kin(ticket.work)
            if len(company) < self._most and kin not in company:
                company[kin] = ticket
            else:
                staying.append(ticket)
        self._line = staying
        return list(company.values())
