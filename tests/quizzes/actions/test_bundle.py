"""The bundle of a published ranking: recounted by the stand-alone script, and never bent unseen."""

import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.actions.bundle import (
    bundle_path,
    forget_row_names,
    receipts_path,
    write_bundle,
)
from quizzes.actions.ranking_file import write_file
from quizzes.actions.round import close_round
from quizzes.formats.bundle import document, find_receipt, line
from quizzes.models import Ranking
from quizzes.queries.bundle import row_name
from quizzes.recount.main import FILES, main
from quizzes.recount.script import recount_script
from quizzes.rules.merkle import leaf_hash, root
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def played_round(people: int = 8, **changes) -> Ranking:
    """A published round: two units, some people with two attempts, different papers and times."""
    province = OrganisationFactory()
    large = OrganisationFactory(name="Xã Lớn", parent=province)
    small = OrganisationFactory(name="Xã Nhỏ", parent=province)
    round_ = make_round(**changes)
    for place in range(people):
        person = UserFactory(full_name=f"Người Thử Số {place}")
        MembershipFactory(user=person, organisation=small if place < 3 else large)
        first = make_attempt(round_, person, now=NOON + timedelta(minutes=place))
        hand_in(first, wrong=place % 4, prediction=place, after=timedelta(seconds=200 + place))
        if place % 3 == 0 and (round_.rulebook.document["attempts"].get("per_day") or 3) > 1:
            again = make_attempt(round_, person, now=NOON + timedelta(minutes=40 + place))
            hand_in(again, wrong=max(0, place % 4 - 1), after=timedelta(seconds=180))
    close_round(round_.pk, now=CLOSES_AT + timedelta(minutes=5))
    ranking: Ranking = Ranking.objects.get(round=round_)
    write_bundle(ranking)
    return ranking


def files_of(ranking: Ranking) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle_path(ranking)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(ranking: Ranking) -> dict:
    return json.loads(files_of(ranking)["manifest.json"])


def stand_alone(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the script as a stranger would: an empty folder, no environment, no packages."""
    script = folder / "recount.py"
    script.write_text(recount_script())
    return subprocess.run(
        [sys.executable, "-I", "-S", script, *map(str, arguments)],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
    )


RULES = {
    "best": {},
    "first": {"attempts": {"per_day": 3, "counted": "first"}},
    "last": {"attempts": {"per_day": 3, "counted": "last"}},
    "average": {"attempts": {"per_day": 3, "counted": "average"}},
    "once": {"attempts": {"per_round": 1, "per_day": 1}},
    "no prediction": {"prediction": {"target": "none"}, "ranking": ["score", "time_used"]},
    "people predicted": {
        "prediction": {"target": "people", "per": "counted_attempt", "question": "?", "unit": ""},
        "ranking": ["score", "prediction_not_above", "prediction_distance", "handed_in_last"],
    },
    "many keys": {"ranking": ["score", "fewest_attempts", "correct_items", "handed_in_at"]},
    "negative": {"scoring": {"items": "partial", "wrong_points": -1}},
    "weights": {
        "paper": {
            "minutes": 15,
            "blueprint": [
                {"topic": "nghi-quyet-57", "difficulty": "easy", "items": 3, "points": 2},
                {"topic": "nghi-quyet-57", "difficulty": "easy", "items": 1, "kind": "multiple"},
            ],
            "points_per_item": 5,
        }
    },
    "every answer": {"scoring": {"requires_every_answer": True}},
    "secret keys": {"feedback": {"key": "never", "explanations": "never"}},
}


@pytest.mark.parametrize("changes", RULES.values(), ids=RULES)
def test_the_stand_alone_script_recounts_every_rulebook(tmp_path, changes):
    ranking = played_round(**changes)

    told = stand_alone(tmp_path, bundle_path(ranking), "--digest", ranking.bundle_digest)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "KHỚP" in told.stdout
    assert "MATCHES" in told.stdout
    assert f"Gốc cây băm / Merkle root {ranking.bundle_root}" in told.stdout


def test_a_pause_of_the_round_counts_for_nobody_in_the_recount_either(tmp_path):
    round_ = make_round(ranking=["score", "time_used"], prediction={"target": "none"})
    for place, paused in enumerate((0, 90, 30)):
        attempt = hand_in(make_attempt(round_), after=timedelta(seconds=200 + 10 * place))
        attempt.paused_for = timedelta(seconds=paused)
        attempt.save(update_fields=["paused_for"])
    close_round(round_.pk, now=CLOSES_AT + timedelta(minutes=5))
    ranking = Ranking.objects.get(round=round_)
    write_bundle(ranking)

    told = stand_alone(tmp_path, bundle_path(ranking))

    assert told.returncode == 0, told.stdout
    assert sorted(ranking.rows.values_list("time_used_ms", flat=True)) == [
        120_000,
        190_000,
        200_000,
    ]


def test_it_works_from_the_unpacked_folder_without_arguments(tmp_path):
    ranking = played_round()
    with zipfile.ZipFile(bundle_path(ranking)) as archive:
        archive.extractall(tmp_path)

    told = subprocess.run(
        [sys.executable, "-I", "-S", "recount.py"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stdout


def test_nothing_in_it_leads_to_a_person():
    ranking = played_round()
    files = files_of(ranking)
    written = b"".join(files[name] for name in ("manifest.json", "attempts.jsonl", "ranking.jsonl"))
    text = written.decode()

    for row in ranking.rows.select_related("participant__user", "attempt"):
        person = row.participant.user
        assert person.full_name not in text
        assert str(person.phone) not in text
        assert str(person.uuid) not in text
        assert str(row.attempt.uuid) not in text
    assert str(ranking.uuid) not in text
    assert str(ranking.round.uuid) not in text
    lines = (files["attempts.jsonl"] + files["ranking.jsonl"]).decode()
    assert "2026" not in lines.replace(ranking.bundle_secret, "")
    assert "_at" not in lines


def test_units_of_under_five_people_are_told_as_one():
    units = manifest_of(played_round())["units"]

    assert {unit["name"]: unit["people"] for unit in units} == {"Đơn vị dưới 5 người dự thi": 8}
    bigger = manifest_of(played_round(people=13))["units"]
    assert [unit["name"] for unit in bigger] == ["Đơn vị dưới 5 người dự thi"]


def test_the_same_ranking_gives_the_same_bytes():
    ranking = played_round()
    before = bundle_path(ranking).read_bytes()
    bundle_path(ranking).unlink()
    Ranking.objects.filter(pk=ranking.pk).update(bundle="")

    write_bundle(Ranking.objects.get(pk=ranking.pk))

    assert bundle_path(ranking).read_bytes() == before
    assert not list(bundle_path(ranking).parent.glob("*.part"))


def test_row_names_differ_from_ranking_to_ranking():
    one, other = played_round(people=1), played_round(people=1)
    participant = one.rows.get().participant_id

    assert row_name(one, participant) != row_name(other, participant)


@pytest.fixture
def bundle():
    """A bundle that examples bend; made once for all of them."""
    ranking = played_round()
    return bundle_path(ranking).read_bytes(), ranking.bundle_digest


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**9), change=st.integers(1, 255))
def test_any_changed_byte_of_the_zip_is_found(bundle, tmp_path, place, change):
    content, digest = bundle
    bent = bytearray(content)
    bent[place % len(bent)] ^= change
    path = tmp_path / "bent.zip"
    path.write_bytes(bent)

    assert main([str(path), "--digest", digest]) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 5), place=st.integers(0, 10**9), change=st.integers(1, 255))
def test_any_changed_byte_of_an_unpacked_file_is_found(bundle, tmp_path, which, place, change):
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle[0])
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
        name = archive.namelist()[which]
    bent = bytearray((tmp_path / name).read_bytes())
    bent[place % len(bent)] ^= change
    (tmp_path / name).write_bytes(bent)

    assert main([str(tmp_path)]) == 1


def swap(lines: list[dict], one: int, other: int, name: str) -> None:
    lines[one][name], lines[other][name] = lines[other][name], lines[one][name]


def attempts_of(people: list[dict]) -> list[dict]:
    return [attempt for one in people for attempt in one["attempts"]]


FORGERIES = {
    "points of a row": ("jsonl:1 points", lambda m, p, r: r[0].update(points=1)),
    "two people swapped": ("jsonl:1 row", lambda m, p, r: swap(r, 0, 5, "row")),
    "times": ("time_used", lambda m, p, r: [one.update(time_used_ms=1) for one in attempts_of(p)]),
    "answers": ("", lambda m, p, r: [one["answers"].reverse() for one in attempts_of(p)]),
    "keys": ("", lambda m, p, r: [item.update(key=[1]) for item in m["items"]]),
    "the target": ("target", lambda m, p, r: m.update(target=7)),
    "people": ("totals.people", lambda m, p, r: m["totals"].update(people=9)),
    "all correct": ("totals.all_correct", lambda m, p, r: m["totals"].update(all_correct_people=9)),
    "people of a unit": ("units 0 people", lambda m, p, r: m["units"][0].update(people=9)),
    "the order of keys": ("", lambda m, p, r: m["rulebooks"]["1"].update(ranking=["handed_in_at"])),
    "a row left out": ("", lambda m, p, r: r.pop()),
}


@pytest.mark.parametrize(("told", "forge"), FORGERIES.values(), ids=FORGERIES)
def test_a_bundle_that_was_made_falsely_is_found_by_the_rules(tmp_path, capsys, told, forge):
    """Sums and root fit, as a forger would see to: the rules still do not."""
    files = files_of(played_round())
    manifest = json.loads(files["manifest.json"])
    people, ranked = (
        [json.loads(one) for one in files[name].splitlines()]
        for name in ("attempts.jsonl", "ranking.jsonl")
    )
    forge(manifest, people, ranked)
    for name, content in sealed(files, manifest, people, ranked).items():
        (tmp_path / name).write_bytes(content)

    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert told in said
    assert "SHA256SUMS" not in said


def sealed(files, manifest, people, ranked) -> dict[str, bytes]:
    """The files as a forger would write them, their sums and root made anew."""
    people, ranked = [line(one) for one in people], [line(one) for one in ranked]
    rows = {json.loads(one)["row"]: one for one in ranked}
    leaves = [leaf_hash(one + b"\n" + rows.get(json.loads(one)["row"], b"")) for one in people]
    manifest["root"] = root(leaves).hex()
    files = files | {
        "manifest.json": document(manifest),
        "attempts.jsonl": b"\n".join(people),
        "ranking.jsonl": b"\n".join(ranked),
    }
    sums = [f"{sha256(files[name]).hexdigest()}  {name}\n" for name in FILES]
    return files | {"SHA256SUMS": "".join(sums).encode()}


def receipt_file(ranking: Ranking, participant_id: int, path: Path) -> dict:
    found = find_receipt(receipts_path(ranking), row_name(ranking, participant_id))
    told = {name: getattr(found, name) for name in found.__slots__}
    path.write_text(json.dumps(told))
    return told


def test_everybodys_receipt_leads_to_the_published_root(tmp_path, capsys):
    ranking = played_round()

    for row in ranking.rows.all():
        told = receipt_file(ranking, row.participant_id, tmp_path / "receipt.json")
        arguments = [str(bundle_path(ranking)), "--receipt", str(tmp_path / "receipt.json")]
        assert json.loads(told["ranking"])["rank"] == row.rank
        assert main(arguments) == 0
        assert f"Bài của bạn có trong gói: hạng {row.rank}." in capsys.readouterr().out


def test_a_bent_or_foreign_receipt_is_refused(tmp_path, capsys):
    ranking, other = played_round(), played_round()
    path = tmp_path / "receipt.json"
    told = receipt_file(ranking, ranking.rows.first().participant_id, path)
    path.write_text(json.dumps(told | {"ranking": told["ranking"].replace('"rank":1', '"rank":2')}))

    assert main([str(bundle_path(ranking)), "--receipt", str(path)]) == 1
    receipt_file(other, other.rows.first().participant_id, path)
    assert main([str(bundle_path(ranking)), "--receipt", str(path)]) == 1
    assert "BIÊN NHẬN" in capsys.readouterr().out
    assert find_receipt(receipts_path(ranking), "no such row") is None


def test_a_year_later_nobody_can_tell_whose_a_row_is(client):
    ranking = played_round()
    ranking.refresh_from_db()
    person = ranking.rows.first().participant.user
    client.force_login(person)
    address = f"/api/v1/rankings/{ranking.uuid}/receipt/"
    year = ranking.published_at + timedelta(days=365)

    assert forget_row_names(now=year) == 0
    assert client.get(address).status_code == 200
    assert forget_row_names(now=year + timedelta(seconds=1)) == 1
    assert client.get(address).status_code == 404
    assert forget_row_names(now=year + timedelta(days=9)) == 0


def test_halves_of_killed_writers_are_swept():
    ranking = played_round()
    path = write_file(ranking)
    half = path.with_name(f"{path.name}.4711.part")
    half.write_bytes(b"PK")

    write_file(ranking)

    assert not half.exists()
