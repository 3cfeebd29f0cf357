"""The real bank: what editors must keep true of quizzes/content."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

from backend.common.text import search_key
from quizzes.formats.competence_file import read_competence_files
from quizzes.formats.contest_file import read_contest
from quizzes.formats.item_file import ItemEntry, ItemFile, read_item_files
from quizzes.formats.rulebook import read_rulebook
from quizzes.rules.item_likeness import alikeness, likeness, trigrams

CONTENT = Path(__file__).parents[2] / "quizzes" / "content"
CONTEST_FILES = read_item_files(CONTENT / "nghi-quyet-57" / "items")
PRACTICE_FILES = read_item_files(CONTENT / "ky-nang-so" / "items")
FILES = CONTEST_FILES + PRACTICE_FILES
ITEMS = [item for file in FILES for item in file.items]
CHOICES = [item for item in ITEMS if item.options]
SINGLES = [item for item in ITEMS if item.kind == "single"]
APPROVED = [item for item in ITEMS if item.status == "approved"]

# Facts that sources contradict, or that go out of date: never in the bank.
UNSURE = [
    r"229-QĐ",
    r"Thủ tướng Phạm|Chủ tịch nước Lương|Trần Thanh Mẫn",
    r"15\s?% ngân sách",
    r"phạt .{0,20}(triệu|đồng)",
    r"124 (xã|đơn vị)",
]


def texts(item: ItemEntry) -> list[str]:
    return [item.stem, item.explanation, *item.shown_options, *item.targets]


def test_the_bank_is_large_and_mostly_approved():
    practice = [item for file in PRACTICE_FILES for item in file.items]

    assert len(APPROVED) >= 220
    assert len(practice) >= 90
    assert len(APPROVED) >= 0.9 * len(ITEMS)


@pytest.mark.parametrize("kind", ["true_false", "matching", "ordering", "number", "short_text"])
def test_every_kind_has_approved_items(kind):
    assert len([item for item in APPROVED if item.kind == kind]) >= 3


def test_essays_have_a_rubric_of_ten_points():
    totals = {
        item.code: sum(criterion.points for criterion in item.rubric)
        for item in ITEMS
        if item.kind == "essay"
    }

    assert totals
    assert set(totals.values()) == {10}


def test_no_paper_of_the_demonstration_draws_the_other_kinds():
    rulebook = read_rulebook(read_contest(CONTENT / "nghi-quyet-57").rulebook)
    drawn = {topic for topic, _ in rulebook.blueprint}

    assert {item.kind for file in FILES if file.topic.code in drawn for item in file.items} == {
        "single",
        "multiple",
    }


def test_the_key_of_an_order_or_a_match_is_not_the_place_in_the_bank():
    """Whoever sees options in the bank's order must not see the key."""
    plain = [
        item.code
        for item in ITEMS
        if item.kind in {"ordering", "matching"} and item.correct == list(range(len(item.correct)))
    ]

    assert plain == []


def test_codes_are_unique_across_files():
    counts = Counter(item.code for item in ITEMS)

    assert [code for code, count in counts.items() if count > 1] == []


def test_only_grade_a_is_approved_and_grade_b_waits():
    assert {item.grade for item in APPROVED} == {"A"}
    assert {item.status for item in ITEMS if item.grade == "B"} == {"needs_review"}


def test_about_a_quarter_of_the_items_take_several_options():
    share = 1 - len(SINGLES) / len(CHOICES)

    assert 0.18 <= share <= 0.32


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.topic.code)
def test_sources_are_named_and_none_is_left_over(file: ItemFile):
    assert {item.source.document for item in file.items} == set(file.documents)


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.*")), ids=lambda path: path.name)
def test_files_are_composed_unicode(path: Path):
    written = path.read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", written)
    assert not re.search(r"[\u200b-\u200f\u202a-\u202e\ufeff\u00a0]", written)


def test_texts_carry_no_unsure_facts():
    found = [
        (item.code, pattern)
        for item in ITEMS
        for pattern in UNSURE
        if any(re.search(pattern, text) for text in texts(item))
    ]

    assert found == []


def test_no_option_leans_on_the_others():
    pattern = re.compile(r"(tất cả|cả [ab2-4]|các) (các )?(đáp án|phương án|ý) trên", re.I)

    assert [item.code for item in ITEMS if any(pattern.search(text) for text in texts(item))] == []


def test_a_stem_asks_or_leads_and_negations_stand_out():
    unmarked = re.compile(r"\b(không nên|không được|không phải|không đúng|ngoại trừ) (làm )?.*\?$")

    assert [item.code for item in ITEMS if not item.stem.endswith("?")] == []
    assert [item.code for item in ITEMS if unmarked.search(item.stem)] == []


def test_right_options_are_spread_over_the_positions():
    counts = Counter(item.correct[0] for item in SINGLES)

    assert set(counts) == {0, 1, 2, 3}
    fair = len(SINGLES) / 4
    assert sum((count - fair) ** 2 / fair for count in counts.values()) < 7.81  # p = 0.05, 3 free


def test_the_longest_option_does_not_give_the_key_away():
    longest = sum(1 for item in SINGLES if is_right_and(item, max))
    shortest = sum(1 for item in SINGLES if is_right_and(item, min))

    assert longest <= 0.40 * len(SINGLES)
    assert shortest <= 0.40 * len(SINGLES)


def is_right_and(item: ItemEntry, extreme: type[max] | type[min]) -> bool:
    lengths = [len(option.text) for option in item.options]
    length = lengths[item.correct[0]]
    return length == extreme(lengths) and lengths.count(length) == 1


def test_options_of_an_item_are_of_similar_length():
    uneven = [
        item.code
        for item in CHOICES
        if max(len(option.text) for option in item.options) > 25
        and max(len(option.text) for option in item.options)
        > 2.2 * min(len(option.text) for option in item.options)
    ]

    assert uneven == []


def test_explanations_teach_in_one_to_three_sentences():
    def sentences(text: str) -> int:
        return len(re.findall(r"[.!?](?=\s|$)", text))

    assert [item.code for item in ITEMS if not 1 <= sentences(item.explanation) <= 3] == []


def test_no_two_stems_are_nearly_the_same():
    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())

    close = [
        (one.code, other.code)
        for one, other in combinations(ITEMS, 2)
        if abs(len(one.stem) - len(other.stem)) < 20
        and SequenceMatcher(None, words(one.stem), words(other.stem)).ratio() > 0.9
    ]

    assert close == []


def test_uses_and_topics_do_not_mix():
    assert {file.topic.use for file in CONTEST_FILES} == {"contest"}
    assert {file.topic.use for file in PRACTICE_FILES} == {"practice"}
    assert len({file.topic.code for file in FILES}) == len(FILES)


def test_parents_are_topics_that_have_none_themselves():
    roots = {file.topic.code for file in FILES if not file.topic.parent}

    assert {file.topic.parent for file in FILES if file.topic.parent} <= roots


@pytest.mark.parametrize("file", PRACTICE_FILES, ids=lambda file: file.topic.code)
def test_a_practice_topic_has_items_of_every_difficulty_for_somebody(file: ItemFile):
    assert {item.difficulty for item in file.items} == {"easy", "medium", "hard"}
    assert file.topic.audience


def test_practice_items_name_competences_that_exist_and_have_tags():
    frameworks = read_competence_files(CONTENT / "competences")
    lines = {
        f"{framework.framework}:{line.code}"
        for framework in frameworks
        for domain in framework.domains
        for line in (domain, *domain.competences)
    }
    practice = [item for file in PRACTICE_FILES for item in file.items]

    assert {line for item in ITEMS for line in item.competences} <= lines
    assert [item.code for item in practice if not item.competences or not item.tags] == []


def test_the_frameworks_have_the_domains_that_their_documents_name():
    frameworks = {one.framework: one for one in read_competence_files(CONTENT / "competences")}

    assert set(frameworks) == {"tt02", "qd757", "digcomp3"}
    assert len(frameworks["tt02"].domains) == 6
    assert [len(domain.competences) for domain in frameworks["digcomp3"].domains] == [3, 6, 4, 4, 4]


def test_practice_gives_no_contest_item_away():
    contest = [item for file in CONTEST_FILES for item in file.items]
    practice = [item for file in PRACTICE_FILES for item in file.items]
    same = {likeness(search_key(item.stem), item.shown_options) for item in contest} & {
        likeness(search_key(item.stem), item.shown_options) for item in practice
    }
    shingles = {item.code: trigrams(search_key(item.stem)) for item in ITEMS}
    close = [
        (one.code, other.code)
        for one in practice
        for other in contest
        if alikeness(shingles[one.code], shingles[other.code]) > 0.75
    ]

    assert same == set()
    assert close == []


def test_every_cell_of_the_blueprint_has_three_times_what_a_paper_draws():
    rulebook = read_rulebook(read_contest(CONTENT / "nghi-quyet-57").rulebook)
    topic_of = {item.code: file.topic.code for file in CONTEST_FILES for item in file.items}
    offered = Counter(
        (topic_of[item.code], item.difficulty) for item in APPROVED if item.code in topic_of
    )

    assert rulebook.paper.items == 20
    assert {
        cell: offered[cell]
        for cell, drawn in rulebook.blueprint.items()
        if offered[cell] < 3 * drawn
    } == {}
