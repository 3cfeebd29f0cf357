"""What a course is: its texts, what completes it, and its lessons in order, by module."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from courses.formats.lesson import KEY, Competences, Strict
from courses.formats.translation import Language, TranslatedPlace
from courses.rules.lesson_order import find_loop, needed_before

MOST_COOL_DOWN_HOURS: Final = 168
Audience = Literal["citizen", "official", "student", "business"]
Order = Literal["free", "in_order"]
Key = Annotated[str, Field(pattern=KEY, max_length=100)]
Keys = Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]

# What courses that do not use it do not name, so that their wording stays the one it was.
_UNUSED: Final[Mapping[str, Any]] = {
    "order": "free",
    "after": {},
    "prerequisites": [],
    "translations": {},
}
_UNUSED_OF_RULE: Final[Mapping[str, Any]] = {"quiz_percent": None, "sessions": None}
_UNUSED_OF_QUIZ: Final[Mapping[str, Any]] = {"cool_down_hours": 0}


class FinalQuizRule(Strict):
    """`items` drawn from all quizzes of the course; `pass_percent` of them right pass.

    After a try that did not pass, the next one waits for `cool_down_hours`.
    """

    items: int = Field(ge=1, le=60)
    pass_percent: int = Field(ge=1, le=100)
    attempts_per_day: int = Field(ge=1, le=20)
    cool_down_hours: int = Field(default=0, ge=0, le=MOST_COOL_DOWN_HOURS)


class CompletionRule(Strict):
    """What completes a course, all of it together: so many lessons (null: all), so much of their
    quizzes right, so many of the cohort's meetings, and a final quiz where there is one."""

    lessons: int | None = Field(default=None, ge=1)
    quiz_percent: int | None = Field(default=None, ge=1, le=100)
    sessions: int | None = Field(default=None, ge=1, le=100)
    final_quiz: FinalQuizRule | None = None


class Module(Strict):
    key: Key
    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(default="", max_length=500)
    lessons: tuple[Key, ...] = Field(min_length=1, max_length=40)


class Outline(Strict):
    """A complete outline. Lessons are named by keys that stay theirs in every version.

    `order` and `after` (by lesson: those that open it) close lessons until others are done;
    `prerequisites` are the addresses of courses that come before this one. `translations`, by
    language and place, as formats/translation.py has them.
    """

    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(min_length=1, max_length=600)
    about: str = Field(default="", max_length=20_000, description="Harmless HTML.")
    audience: tuple[Audience, ...] = ()
    competences: Competences = ()
    completion: CompletionRule = CompletionRule()
    order: Order = "free"
    after: Mapping[Key, Keys] = {}
    prerequisites: Annotated[tuple[Key, ...], Field(max_length=10)] = ()
    modules: tuple[Module, ...] = Field(min_length=1, max_length=40)
    translations: Mapping[Language, Mapping[str, TranslatedPlace]] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        keys = self.lesson_keys
        if len(set(keys)) != len(keys):
            raise ValueError("Một bài đứng hai lần trong khóa học.")
        if len({module.key for module in self.modules}) != len(self.modules):
            raise ValueError("Hai phần của khóa học có cùng khóa.")
        if self.completion.lessons and self.completion.lessons > len(keys):
            raise ValueError("Số bài cần học lớn hơn số bài của khóa học.")
        named = {*self.after, *(one for keys_ in self.after.values() for one in keys_)}
        if not named <= set(keys):
            raise ValueError("Thứ tự học nêu một bài mà khóa học không có.")
        if find_loop(needed_before(keys, self.order, self.after)):
            raise ValueError("Có bài không bao giờ mở được, vì các bài chờ nhau.")
        return self

    @property
    def lesson_keys(self) -> list[str]:
        return [key for module in self.modules for key in module.lessons]

    def document(self) -> dict[str, Any]:
        """The outline as a version keeps it."""
        return used_alone(self.model_dump(mode="json"))


def used_alone(outline: Mapping[str, Any]) -> dict[str, Any]:
    """The outline without the rules that it does not use."""
    completion = _without(outline["completion"], _UNUSED_OF_RULE)
    if completion["final_quiz"]:
        completion["final_quiz"] = _without(completion["final_quiz"], _UNUSED_OF_QUIZ)
    return {**_without(outline, _UNUSED), "completion": completion}


def _without(said: Mapping[str, Any], unused: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in said.items() if name not in unused or value != unused[name]
    }
