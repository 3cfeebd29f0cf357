"""Discussions: who reads whose name, and until when a text may be mended. Pure."""

from datetime import datetime, timedelta

EDIT_WITHIN = timedelta(minutes=15)


def shows_full_name(
    *, is_teaching: bool, is_own: bool, reader_teaches: bool, same_cohort: bool
) -> bool:
    """The one rule: those who teach are named to all, learners to their own cohort and to those
    who teach; to everybody else a learner's name is masked."""
    return is_teaching or is_own or reader_teaches or same_cohort


def may_edit(written_at: datetime, now: datetime) -> bool:
    """One's own, shortly after it was written: who answered must not be made a liar."""
    return now - written_at <= EDIT_WITHIN
