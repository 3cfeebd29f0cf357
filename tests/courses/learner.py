"""A learner's device: it speaks the courses' public API and nothing else."""

from typing import Any
from uuid import uuid4

from backend.accounts.models import User
from courses.actions.class_progress import right_answer
from quizzes.models import ItemVersion
from quizzes.queries.bank import newest_keys
from quizzes.queries.practice import shown_answer
from tests.factories.accounts import UserFactory
from tests.factories.courses import LESSONS, SLUG
from tests.quizzes.device import Device

COURSE = f"/api/v1/courses/{SLUG}/"


class Learner(Device):
    """Signed in as a person of their own unless told otherwise."""

    def __init__(self, user: User | None = None) -> None:
        self.person = user or UserFactory()
        super().__init__(self.person)

    def enrol(self) -> Any:
        return self.http.post(f"{COURSE}enrolment/")

    def course(self) -> Any:
        return self.http.get(COURSE).json()

    def lesson(self, key: str = "bai-mot") -> Any:
        return self.http.get(f"{COURSE}lessons/{key}/").json()

    def tell(self, evidence: Any, key: str = "bai-mot", **more: Any) -> Any:
        address = f"{COURSE}lessons/{key}/progress/"
        return self.http.put(address, {"evidence": evidence, **more}, "json")

    def answer(self, item: Any, value: Any, lesson: str = "bai-mot", **more: Any) -> Any:
        body = {
            "key": str(uuid4()),
            "part": "quiz-1",
            "item": item["item"],
            "version": item["version"],
            "value": value,
        }
        return self.http.post(f"{COURSE}lessons/{lesson}/answers/", body | more, "json")

    def see_all(self, key: str = "bai-mot") -> Any:
        lesson = self.lesson(key)
        return self.tell({part["key"]: {"seen": True} for part in lesson["parts"]}, key)

    def learn(self, key: str = "bai-mot") -> Any:
        """See everything and answer the quiz."""
        self.see_all(key)
        verdict: Any = None
        for item in self.lesson(key)["parts"][-1]["items"]:
            verdict = self.answer(item, right_tokens(item), key)
        return verdict.json()["progress"]

    def learn_all(self) -> Any:
        return [self.learn(key) for key in LESSONS][-1]

    def go_through(self, address: str) -> Any:
        """See all of any lesson and answer its quizzes from the key; the course's state then."""
        parts = self.http.get(address).json()["parts"]
        seen = {part["key"]: {"seen": True} for part in parts}
        told = self.http.put(f"{address}progress/", {"evidence": seen}, "json").json()
        for part in parts:
            for item in part.get("items", ()):
                version = ItemVersion.objects.select_related("item").get(
                    item__uuid=item["item"], number=item["version"]
                )
                told = self._answer_from_key(address, part["key"], version)
        assert told["is_done"], address
        return told["course"]

    def _answer_from_key(self, address: str, part: str, version: ItemVersion) -> Any:
        key = newest_keys([version.pk])[version.pk]
        value = shown_answer(version, right_answer(version.kind, key))
        body = {
            "key": str(uuid4()),
            "part": part,
            "item": str(version.item.uuid),
            "version": version.number,
            "value": value,
        }
        answer = self.http.post(f"{address}answers/", body, "json").json()
        assert answer["is_right"], (version.item.code, value)
        return answer["progress"]

    def begin_final(self) -> Any:
        return self.http.post(f"{COURSE}final-quiz/")

    def answer_final(self, answers: Any) -> Any:
        return self.http.put(f"{COURSE}final-quiz/answers/", {"answers": answers}, "json")

    def submit_final(self, number: int = 1) -> Any:
        return self.http.post(f"{COURSE}final-quiz/submit/", {"number": number}, "json")

    def take_final(self, wrong: int = 0) -> Any:
        """Begin, answer all but `wrong` items right, hand in."""
        quiz = self.begin_final().json()
        answers = {
            str(place): right_tokens(item)
            for place, item in enumerate(quiz["items"])
            if place >= wrong
        }
        self.answer_final(answers)
        return self.submit_final(quiz["number"]).json()


def right_tokens(item: Any) -> list[str]:
    """In the factories' items A is right, and C too where several are."""
    letters = "AC" if item["kind"] == "multiple" else "A"
    return [one["token"] for one in item["options"] if one["text"].split()[2] in letters]
