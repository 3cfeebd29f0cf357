"""JavaScript and CSS that a phone loads for a paper and a lesson, compressed as they are sent."""

import gzip
from pathlib import Path

LESSON, LESSON_QUIZ = "courses/Lesson", "courses/LessonQuiz"
BEYOND_THE_FIRST_ITEM = ("paper/Ready.svelte", "paper/rest.ts")


def measure() -> dict[str, float]:
    """`first_load_kb` (goal: at most 50), from the manifest of the built frontend.

    Up to the first item of a running paper; `whole_paper_kb` has the start and the hand-in too.
    `course_first_load_kb` (goal: at most 70): a lesson as it is read, pictures left out;
    `whole_lesson_kb` has its quiz too.
    """
    from backend.portal import shell
    from backend.portal.vite import current_build

    build = current_build()
    if shell.ENTRY not in build.chunks:
        raise LookupError("the frontend is not built: run `npm run build` in frontend/")
    first = shell.assets(shell.PAPER)
    keys = [f"{shell.SCREENS}/{name}" for name in (f"{shell.PAPER}.svelte", *BEYOND_THE_FIRST_ITEM)]
    whole = build.assets(shell.ENTRY, *keys)
    lesson, with_quiz = shell.assets(LESSON), shell.assets(LESSON, LESSON_QUIZ)
    js, css = weight(first.script, *first.preloads), weight(*first.stylesheets)
    return {
        "first_load_kb": js + css,
        "first_load_js_kb": js,
        "first_load_css_kb": css,
        "whole_paper_kb": weight(whole.script, *whole.preloads, *whole.stylesheets),
        "course_first_load_kb": weight(lesson.script, *lesson.preloads, *lesson.stylesheets),
        "whole_lesson_kb": weight(with_quiz.script, *with_quiz.preloads, *with_quiz.stylesheets),
    }


def weight(*addresses: str) -> float:
    """Kilobytes of these files of the build, compressed."""
    from django.conf import settings

    files = (Path(settings.FRONTEND_DIST) / address[1:] for address in addresses)
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1000
