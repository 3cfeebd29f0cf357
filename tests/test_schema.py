"""The OpenAPI document is complete, current and true. HOCSO_SLOW=1 sends many more requests."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core import NOT_SET

from tests.addresses import PARAMETER, all_addresses
from tests.quizzes.device import PROBLEM, Device
from tests.world import World, body_of, make_world

CHECKED_IN = Path(django_settings.BASE_DIR) / "openapi.yaml"
EXAMPLES = 200 if os.environ.get("HOCSO_SLOW") == "1" else 15
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
SCHEMA = schemathesis.openapi.from_path(CHECKED_IN)
OPERATIONS = {
    f"{operation.ok().method.upper()} {operation.ok().path}": operation.ok()
    for operation in SCHEMA.get_all_operations()
}


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def test_the_checked_in_document_is_the_generated_one(tmp_path):
    generated = tmp_path / "openapi.yaml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(generated))

    assert generated.read_text() == CHECKED_IN.read_text(), "write it anew: make openapi"


def test_the_document_describes_every_address_of_the_api():
    described = set(SCHEMA.raw_schema["paths"])

    addresses = {
        "/" + PARAMETER.sub(r"{\1}", one.route)
        for one in all_addresses()
        if one.route.startswith("api/v1/")
    }

    assert addresses == described


def test_every_operation_has_a_name_of_its_own_and_says_how_to_sign_in():
    operations = [
        operation
        for path in SCHEMA.raw_schema["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]

    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    saving = [one for one in operations if one["operationId"] == "attempts_responses_update"]
    assert saving[0]["security"] == [{"attempt_token": []}]


def who_asks(name: str) -> str:
    """Whoever gets farthest at this address."""
    if "/desk/" in name:
        return "organiser"
    if "/teaching/" in name or "/authoring/" in name:
        return "trainer"
    return "organisation_admin" if "/organisations/{uuid}/" in name else "participant"


def real_parameters(name: str, world: World) -> dict[str, Any]:
    """What stands in the address when the thing exists."""
    values = world.values()
    address = name.partition(" ")[2].removeprefix("/").partition("{uuid}")[0]
    return {
        "slug": values["api/v1/courses/:slug" if "/courses/" in name else "slug"],
        "key": values["key"],
        "code": values["code"],
        "session": values["session"],
        "person": values["person"],
        "number": 1,
        "place": 1,
        "form": "json",
        "run": world.job.uuid,
        "file": world.job.uuid,
        # of nothing that is there
        "part": "tom-tat-1",
        "digest": "0" * 64,
        "certificate": world.job.uuid,
        "bundle": world.job.uuid,
        "message": world.job.uuid,
        "template": world.job.uuid,
        "rule": world.job.uuid,
        "uuid": str(values.get(f"{address}:uuid", world.running.uuid)),
    }


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_request_ends_in_a_server_error(name, world):
    operation = OPERATIONS[name]
    device = Device(world.people[who_asks(name)])
    if who_asks(name) == "participant":
        device.take_over(world.running.uuid)
    real = real_parameters(name, world)

    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    @given(case=good_and_bad(operation), is_real=st.booleans(), bears=st.booleans())
    def send(case, is_real, bears):
        if is_real:
            case.path_parameters = {key: real[key] for key in case.path_parameters or {}}
        answer = ask(device, case, device.bearer if bears and device.paper else {})

        assert answer.status_code < 500
        if answer.status_code >= 400:
            assert answer["Content-Type"] == PROBLEM
            assert json.loads(answer.content)["code"]
        else:
            assert str(answer.status_code) in operation.definition.raw["responses"]
            operation.validate_response(_as_httpx(case, answer))

    send()


def good_and_bad(operation: Any) -> st.SearchStrategy[Any]:
    """What the document allows, and what it forbids, where it forbids anything."""
    modes = [schemathesis.GenerationMode.POSITIVE]
    if operation.body or operation.query or operation.path_parameters:
        modes.append(schemathesis.GenerationMode.NEGATIVE)
    return st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes])


def _as_httpx(case: Any, answer: Any) -> httpx.Response:
    request = httpx.Request(case.method, f"http://testserver{case.formatted_path}")
    made = httpx.Response(
        answer.status_code,
        headers=dict(answer.headers),
        content=answer.whole_body,
        request=request,
    )
    made.elapsed = timedelta()
    return made


def _encoded(body: Any) -> bytes:
    """As JSON; what cannot be written as JSON goes out as it is."""
    try:
        return json.dumps(body).encode("utf-8", "surrogatepass")
    except TypeError:
        return body if isinstance(body, bytes) else repr(body).encode("utf-8", "surrogatepass")


def ask(device: Device, case: Any, headers: dict[str, str]) -> Any:
    """Send what was invented; its effects are forgotten."""
    sent = {} if case.body is NOT_SET else {"data": _encoded(case.body)}
    with transaction.atomic():
        answer = device.http.generic(
            case.method,
            case.formatted_path,
            content_type=case.media_type or "application/json",
            query_params=case.query or {},
            **sent,
            **headers,
        )
        answer.whole_body = body_of(answer)
        transaction.set_rollback(True)
    return answer
