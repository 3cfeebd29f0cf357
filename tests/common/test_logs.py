"""Log lines carry no personal data."""

import logging

import structlog

from backend.common.logs import FOREIGN_CHAIN, renderer, without_personal_data


def _line(record: logging.LogRecord) -> str:
    formatter = structlog.stdlib.ProcessorFormatter(
        processor=renderer, foreign_pre_chain=FOREIGN_CHAIN
    )
    return formatter.format(record)


def test_without_personal_data_hides_named_fields_and_look_alikes():
    event = {
        "event": "refused lan.nguyen@hocso.test and +84912345678, 0912345678",
        "phone": "+84912345678",
        "full_name": "Nguyễn Văn An",
        "password": "secret",
        "attempt_id": 912345678,
    }

    shown = without_personal_data(None, "info", event)

    assert shown == {
        "event": "refused […] and […], […]",
        "phone": "[…]",
        "full_name": "[…]",
        "password": "[…]",
        "attempt_id": 912345678,
    }


def test_renderer_writes_one_line_without_the_person_of_a_traceback():
    try:
        raise ValueError("Key (phone)=(+84912345678) already exists.")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("django", logging.ERROR, "", 0, "failed", None, info)

    line = _line(record)

    assert "ValueError" in line
    assert "84912345678" not in line
    assert "\n" not in line
    assert "level=error logger=django event=failed" in line
