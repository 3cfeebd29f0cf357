"""When a participant learns what. Pure."""

RUNNING, CLOSED, PUBLISHED = "running", "closed", "published"


def is_told(when: str, round_state: str) -> bool:
    """Whether what is told `when` is told by now.

    `when` is after_submit, after_close, after_publication or never; a round past its end is
    closed only once every attempt in it is scored, so that a key never reaches somebody who
    still answers.
    """
    if when == "after_submit":
        return True
    if when == "after_close":
        return round_state in (CLOSED, PUBLISHED)
    return when == "after_publication" and round_state == PUBLISHED
