"""What a course is: its texts, what completes it, and its lessons in order, by module."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from courses.formats.lesson import KEY, Competences, Strict

Audience = Literal["citizen", "official", "student", "business"]
Key = Annotated[str, Field(pattern=KEY, max_length=100)]


class FinalQuizRule(Strict):
    """`items` drawn from all quizzes of the course; `pass_percent` of them right pass."""

    items: int = Field(ge=1, le=60)
    pass_percent: int = Field(ge=1, le=100)
    attempts_per_day: int = Field(ge=1, le=20)


class CompletionRule(Strict):
    """What completes a course: so many lessons (null: all), and a final quiz where there is one."""

    lessons: int | None = Field(default=None, ge=1)
    final_quiz: FinalQuizRule | None = None


class Module(Strict):
    key: Key
    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(default="", max_length=500)
    lessons: tuple[Key, ...] = Field(min_length=1, max_length=40)


class Outline(Strict):
    """A complete outline. Lessons are named by keys that stay theirs in every version."""

    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(min_length=1, max_length=600)
    about: str = Field(default="", max_length=20_000, description="Harmless HTML.")
    audience: tuple[Audience, ...] = ()
    competences: Competences = ()
    completion: CompletionRule = CompletionRule()
    modules: tuple[Module, ...] = Field(min_length=1, max_length=40)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        keys = self.lesson_keys
        if len(set(keys)) != len(keys):
            raise ValueError("Một bài đứng hai lần trong khóa học.")
        if len({module.key for module in self.modules}) != len(self.modules):
            raise ValueError("Hai phần của khóa học có cùng khóa.")
        if self.completion.lessons and self.completion.lessons > len(keys):
            raise ValueError("Số bài cần học lớn hơn số bài của khóa học.")
        return self

    @property
    def lesson_keys(self) -> list[str]:
        return [key for module in self.modules for key in module.lessons]

    def document(self) -> dict[str, Any]:
        """The outline as a version keeps it."""
        return self.model_dump(mode="json")
