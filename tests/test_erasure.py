"""An erased person is named nowhere: no table, no file, no way out keeps what they were called."""

import io
import shutil
import subprocess
import zipfile
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from backend.accounts.actions.erasure import ErasureHeld, erase_person
from backend.accounts.actions.erasure_again import people_who_came_back
from backend.accounts.enums import Purpose
from backend.accounts.erasure_list import ErasureListMissing, write_down
from backend.accounts.models import Consent, User
from backend.certificates.actions.print import hand_out, print_certificate
from backend.certificates.actions.sign import sign_certificate
from backend.certificates.models import Certificate
from backend.common.audit import verify
from backend.common.jobs import no_progress
from backend.common.models import AuditEntry
from backend.common.text import ANONYMOUS
from backend.organisations.enums import Role
from backend.organisations.models import Membership, PeopleImport
from quizzes.actions.board import refresh_boards
from quizzes.actions.certificate_bundle import ask_for_bundle, write_bundle
from quizzes.actions.publication import write_publication
from quizzes.actions.ranking import make_ranking
from quizzes.actions.round import close_due_rounds
from quizzes.enums import ExclusionReason
from quizzes.models import (
    Contest,
    Exclusion,
    PracticeAnswer,
    Ranking,
    RankingRow,
    Standing,
)
from quizzes.queries.publication import incomplete_rankings
from tests.addresses import all_addresses
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device
from tests.world import ROLES, body_of, make_world

pytestmark = pytest.mark.django_db
NAME = "Lò Thị Quyệnh"
PHONE, EMAIL = "+84912888777", "lo.quyenh@hocso.test"
TELLTALE = (NAME, "Lò T. Q***", "L. T. Q.", "lo thi quyenh", PHONE, "0912888777", EMAIL)
NOT_READ = {"readyz", "api/docs/"}


@pytest.fixture
def world(settings, tmp_path):
    """The participant of everything has a name that is nobody else's."""
    settings.MEDIA_ROOT = tmp_path
    made = make_world()
    person = made.people["participant"]
    person.full_name, person.name_sort_key, person.birth_date = NAME, "", date(1990, 9, 2)
    person.phone, person.email = PHONE, EMAIL
    person.save()
    made.certificate.facts["name"] = NAME
    sign_certificate(made.certificate)
    made.certificate.save()
    for purpose in (Purpose.TAKING_PART, Purpose.PUBLISH_NAME):
        Consent.objects.create(
            user=person,
            purpose=purpose,
            granted=True,
            text_hash="0",
            guardian_name="Lò Thị Quyệnh mẹ",
            given_at=made.now,
        )
    return made


@pytest.fixture
def written(world):
    """The same, with all that is ever written down of it, and every file."""
    _leave_traces(world, world.people["participant"])
    _write_files(world)
    return world


def _leave_traces(world, person):
    staff = world.people["staff"]
    LogEntry.objects.create(
        user=staff,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(person.pk),
        object_repr=NAME,
        action_flag=CHANGE,
    )
    PeopleImport.objects.create(
        organisation=person.memberships.get().organisation,
        digest="0" * 64,
        name="danh-sach.xlsx",
        body=workbook_of(NAME),
        state="checked",
        report={
            "organisations": 0,
            "people": 1,
            "problem_count": 1,
            "problems": [{"sheet": "Người", "row": 2, "text": f"{NAME}: trùng số"}],
            "warnings": [],
        },
        brought_by=staff,
        brought_at=world.now,
    )


def workbook_of(text):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return content.getvalue()


def _write_files(world):
    """Everything as it is published under the name."""
    Ranking.objects.update(file="", bulletin="")
    for ranking in incomplete_rankings():
        write_publication(ranking, now=world.now)
    Standing.objects.update(updated_at=timezone.now())
    refresh_boards(now=timezone.now())
    for certificate in hand_out(now=timezone.now()):
        print_certificate(certificate, now=timezone.now())
    contest, person = world.open_round.contest, world.people["organiser"]
    for form in ("zip", "pdf"):
        job = ask_for_bundle(contest, None, None, form=form, actor=person, now=timezone.now())
        write_bundle(job, no_progress, clock=timezone.now)


def erase(world, **changes):
    person = world.people["participant"]
    hand_in(world.running, wrong=3)
    return erase_person(person, actor=None, now=timezone.now(), **changes)


def tables_that_say(*texts):
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                "SELECT said FROM unnest(%s::text[]) said WHERE EXISTS ("
                f'SELECT FROM "{table}" t, LATERAL (SELECT row_to_json(t)::text AS row) as_text'
                " WHERE strpos(row, said) > 0 OR strpos(lower(row), lower(said)) > 0)",
                [list(texts)],
            )
            found |= {(table, text) for (text,) in cursor.fetchall()}
    return found


def binaries_that_say(*texts):
    """Columns of bytes, which JSON shows as hexadecimal digits."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE data_type = 'bytea' AND table_schema = 'public'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (body,) in cursor.fetchall():
                if any(text in readable(bytes(body)) for text in texts):
                    found.add(table)
    return found


@lru_cache(maxsize=512)  # many roles get the same files
def readable(body):
    """What a reader of the bytes would see: zips opened, prints as text."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return " ".join(readable(archive.read(one)) for one in archive.infolist())
    if body.startswith(b"%PDF") and shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())
    return body.decode("utf-8", "replace")


def files_that_say(folder, *texts):
    return {
        path.relative_to(folder)
        for path in Path(folder).rglob("*")
        if path.is_file() and any(text in readable(path.read_bytes()) for text in texts)
    }


def answers_that_say(world, *texts):
    values = world.values() | {
        "content_type_id": 1,
        "object_id": 1,
        "id": 1,
        "app_label": "quizzes",
        "url": "x",
    }
    found = set()
    for role in ROLES:
        device = Device(world.people[role])
        for address in all_addresses():
            if address.route not in NOT_READ:
                body = readable(body_of(device.http.get(address.filled(values))))
                if any(text in body for text in texts):
                    found.add((role, address.route))
    return found


def test_the_sweep_sees_the_name_before(written, settings):
    assert ("accounts_user", NAME) in tables_that_say(NAME)
    assert {"quizzes_boardsnapshot", "organisations_peopleimport"} <= binaries_that_say(
        NAME, "Lò T. Q***"
    )
    kinds = {path.suffix for path in files_that_say(settings.MEDIA_ROOT, NAME, "Lò T. Q***")}
    assert ".xlsx" in kinds
    assert len({route for _, route in answers_that_say(written, NAME, "Lò T. Q***")}) > 5


def test_no_table_no_file_and_no_way_out_keeps_the_name(
    written, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erase(written)
    written.people["participant"] = UserFactory()

    assert files_that_say(settings.MEDIA_ROOT, *TELLTALE) == set()
    for ranking in incomplete_rankings():
        write_publication(ranking, now=timezone.now())
    assert tables_that_say(*TELLTALE) == set()
    assert binaries_that_say(*TELLTALE) == set()
    assert files_that_say(settings.MEDIA_ROOT, *TELLTALE) == set()
    assert answers_that_say(written, *TELLTALE) == set()
    assert ANONYMOUS in readable(
        (settings.MEDIA_ROOT / Ranking.objects.get(pk=written.ranking.pk).file).read_bytes()
    )


def test_a_restored_backup_does_not_bring_the_name_back(
    written, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.ERASURES_DIR = tmp_path.with_name("erasures")
    media, uuid = Path(settings.MEDIA_ROOT), written.people["participant"].uuid
    hand_in(written.running, wrong=3)
    backup = shutil.copytree(media, tmp_path.with_name("media-of-yesterday"))
    yesterday = transaction.savepoint()
    erase_person(written.people["participant"], actor=None, now=timezone.now())
    transaction.savepoint_rollback(yesterday)
    shutil.rmtree(media)
    shutil.copytree(backup, media)
    assert NAME in User.objects.get(uuid=uuid).full_name

    with django_capture_on_commit_callbacks(execute=True):
        call_command("reapply_erasures", stdout=io.StringIO())

    for ranking in incomplete_rankings():
        write_publication(ranking, now=timezone.now())
    assert tables_that_say(*TELLTALE) == set()
    assert files_that_say(media, *TELLTALE) == set()
    assert not User.objects.filter(uuid=uuid).exists()
    entry = AuditEntry.objects.filter(action="person.erased").get()
    assert (entry.details["own_wish"], entry.details["after_restore"]) == (False, True)
    lines = (settings.ERASURES_DIR / "erased.list").read_text().splitlines()
    assert len(lines) == 1
    assert str(uuid) not in lines[0]
    assert people_who_came_back() == []


def test_whoever_cannot_be_erased_again_yet_is_told(world):
    uuid = world.people["participant"].uuid
    hand_in(world.running)
    write_down(uuid, timezone.localdate())
    Ranking.objects.update(appeals_until=timezone.now() + timedelta(days=2))

    with pytest.raises(CommandError, match="appeals: 1"):
        call_command("reapply_erasures", stdout=io.StringIO())

    assert User.objects.get(uuid=uuid).full_name == NAME


def test_nobody_is_erased_where_the_list_cannot_be_written(world, settings, tmp_path):
    settings.ERASURES_DIR = tmp_path / "a-file"
    settings.ERASURES_DIR.write_text("")

    with pytest.raises(ErasureListMissing):
        erase(world)

    assert User.objects.filter(full_name=NAME).exists()
    assert not AuditEntry.objects.filter(action="person.erased").exists()


def test_what_was_published_stays_and_is_recounted_alike(written):
    written.ranking.refresh_from_db()
    before = (written.ranking.bundle, written.ranking.bundle_digest)
    rows = list(RankingRow.objects.values_list("participant", "rank", "points").order_by("pk"))

    erase(written)

    written.ranking.refresh_from_db()
    assert (written.ranking.bundle, written.ranking.bundle_digest) == before
    assert list(RankingRow.objects.values_list("participant", "rank", "points").order_by("pk")) == (
        rows
    )
    corrected = make_ranking(
        written.published_round, written.open_round.uuid, now=timezone.now(), reason="Đính chính"
    )
    assert not corrected.exclusions.exists()
    assert corrected.rows.count() == 1


def test_an_open_round_counts_the_person_no_more(world):
    other = hand_in(make_attempt(world.open_round, now=world.now))

    erase(world)

    assert [one.is_barred for one in Standing.objects.filter(round=world.open_round)].count(
        True
    ) == 1
    later = world.open_round.closes_at + timedelta(hours=1)
    close_due_rounds(now=later)
    ranking = Ranking.objects.get(round=world.open_round)
    assert list(Exclusion.objects.filter(ranking=ranking).values_list("reason", flat=True)) == [
        ExclusionReason.ANONYMISED
    ]
    assert [row.participant_id for row in ranking.rows.all()] == [other.participant_id]


def test_a_certificate_is_still_known_to_have_been_issued(world):
    code = Certificate.objects.get().code

    erase(world)

    told = Device().get(f"certificates/verify/{code}/").json()
    assert told["state"] == "erased"
    assert set(told["facts"]) <= {"contest", "round", "issued_on", "issuer"}
    page = Device().http.get(f"/chung-nhan/{code}/").content.decode()
    assert "đã xóa theo yêu cầu" in page.lower()


def test_practice_memberships_and_rights_are_gone(world):
    person = world.people["participant"]
    PracticeAnswer.objects.create(
        person=person,
        version=world.item.current,
        key=world.item.uuid,
        value=[0],
        is_right=True,
        at=world.now,
    )

    erased = erase(world)

    assert not PracticeAnswer.objects.exists()
    assert not Membership.objects.filter(user=person).exists()
    assert (erased.phone, erased.email, erased.birth_date) == (None, None, None)
    assert not erased.is_active
    assert not erased.has_usable_password()
    assert set(Consent.objects.values_list("guardian_name", flat=True)) == {""}


def test_the_act_is_audited_and_the_chain_stays_whole(world):
    old = world.people["participant"].uuid

    erased = erase(world, reason=f"Đơn của {NAME}, số 12")

    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.subject) == ("person.erased", f"user:{erased.uuid}")
    assert entry.details["reason"] == f"Đơn của {ANONYMOUS}, số 12"
    assert erased.uuid != old
    assert verify().is_whole


def test_a_second_time_changes_nothing(world):
    erased = erase(world)
    entries = AuditEntry.objects.count()

    erase_person(erased, actor=None, now=timezone.now())

    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("what", ["running", "staff", "organiser", "committee", "appeals"])
def test_what_is_not_over_holds_it(world, what):
    person = world.people["participant"]
    if what != "running":
        hand_in(world.running)
    if what == "staff":
        person.is_staff = True
        person.save()
    if what == "organiser":
        MembershipFactory(user=person, role=Role.ORGANISER)
    if what == "committee":
        Contest.objects.first().committee.add(person)
    if what == "appeals":
        Ranking.objects.update(appeals_until=timezone.now() + timedelta(days=2))

    with pytest.raises(ErasureHeld) as refused:
        erase_person(person, actor=None, now=timezone.now())

    reason = {"running": "attempt_running", "appeals": "appeals"}.get(what, "role")
    assert refused.value.facts["reason"] == reason
    assert User.objects.get(pk=person.pk).full_name == NAME


def post(device, path, **body):
    return device.http.post(f"/api/v1/{path}", body, "json")


def test_ones_own_wish_is_confirmed_by_password(world):
    hand_in(world.running)
    device = Device(world.people["participant"])
    plan = device.get("own-erasure/").json()

    wrong = post(device, "own-erasure/", token=plan["token"], password="khong-phai")
    right = post(device, "own-erasure/", token=plan["token"], password=PASSWORD)

    assert plan["held"] is None
    assert plan["counts"]["attempts"] == 3
    assert (wrong.status_code, right.status_code) == (400, 204)
    assert device.get("own-erasure/").status_code == 401
    assert not User.objects.filter(full_name=NAME).exists()


def test_a_token_is_for_one_person_and_one_actor(world):
    hand_in(world.running)
    device, other = Device(world.people["participant"]), Device(world.people["other"])
    foreign = other.get("own-erasure/").json()["token"]

    refused = post(device, "own-erasure/", token=foreign, password=PASSWORD)

    assert (refused.status_code, refused.json()["code"]) == (400, "erasure_not_confirmed")
    assert User.objects.filter(full_name=NAME).exists()


@pytest.fixture
def desk_path(world):
    hand_in(world.running)
    person = world.people["participant"].uuid
    return f"desk/contests/{world.open_round.contest.slug}/people/{person}/erasure/"


@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_the_desk_looks_first_and_then_confirms(world, desk_path, role):
    device = Device(world.people[role])
    token = device.get(desk_path).json()["token"]

    bare = post(device, desk_path, token="x", reason="Đơn số 12")
    done = post(device, desk_path, token=token, reason="Đơn số 12")

    assert (bare.status_code, done.status_code) == (400, 204)
    assert AuditEntry.objects.latest("number").actor == world.people[role].uuid
    assert device.get(desk_path).status_code == 404


def test_an_organiser_does_not_reach_into_other_contests(world, desk_path):
    elsewhere = make_round(opens_at=world.now - timedelta(days=1), closes_at=world.now)
    person = world.people["participant"]
    elsewhere.contest.participants.create(user=person, joined_at=world.now)

    assert Device(world.people["organiser"]).get(desk_path).status_code == 403
    assert Device(world.people["staff"]).get(desk_path).status_code == 200
