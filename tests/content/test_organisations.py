"""The organisations of the demonstration."""

from collections import Counter

from vietnam_provinces import Ward

from backend.organisations.actions.directory import read_directories

DIRECTORIES = read_directories()
ENTRIES = [entry for directory in DIRECTORIES for entry in directory.organisations]
HEADCOUNTS = {
    code: count for directory in DIRECTORIES for code, count in directory.headcounts.items()
}
COMMUNES = {f"{ward.code.value:05}" for ward in Ward.iter_all() if ward.province_code.value == 8}


def test_there_are_enough_organisations_with_codes_of_their_own():
    assert len(ENTRIES) >= 300
    assert max(Counter(entry.code for entry in ENTRIES).values()) == 1


def test_every_commune_has_a_headcount_and_no_other():
    assert HEADCOUNTS.keys() == COMMUNES


def test_parents_exist_and_stand_before_their_children():
    known = {"08", *COMMUNES}
    for entry in ENTRIES:
        assert entry.parent in known, entry.code
        known.add(entry.code)


def test_a_commune_has_at_least_the_people_of_its_organisations():
    inside: Counter[str] = Counter()
    for entry in ENTRIES:
        if entry.parent in COMMUNES:
            inside[entry.parent] += entry.headcount

    assert {code for code, count in inside.items() if count > HEADCOUNTS[code]} == set()
