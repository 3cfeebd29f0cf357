"""Papers that err in the same places, beyond chance: found without comparing all with all. Pure.

What is compared is the wrong answers, for right ones agree anyway. A paper whose errors would be
no proof even if somebody had copied all of them is left out. The others meet in buckets by
min-wise hashing, where nobody is compared with more than a bounded number of others, so that the
work grows with the number of papers; each pair that meets is weighed against what chance would
give.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

# Fewer shared errors than these say nothing.
LEAST_SHARED = 4
# As many pairs as this may look alike by chance, in a whole round.
FALSE_ALARMS = 0.01
# How papers meet: so many times, each time by their three least hashed errors. Of two papers that
# share nine errors in ten, all but one in 10,000 pairs meet; in a bucket of more than forty, where
# errors are common, each is compared with the next few alone: at most 16 · 39 others a paper.
BANDS = 16
BAND_ITEMS = 3
LARGEST_BUCKET = 40
NEXT_IN_LARGE_BUCKET = 3
# The estimate may be wrong by two powers of ten before the exact chance is asked.
ESTIMATE_SLACK = 2.0
LARGEST_ESTIMATE = math.log10(FALSE_ALARMS) + ESTIMATE_SLACK
_PRIME = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's counted paper: the codes of its wrong answers, each an item and an answer."""

    participant_id: int
    attempt_id: int
    unit_id: int | None
    wrong: frozenset[int]


def band_keys(wrong: Collection[int]) -> list[int]:
    """Keys under which papers with much the same wrong answers meet, by min-wise hashing."""
    if len(wrong) < LEAST_SHARED:
        return []
    keys = []
    for band in range(BANDS):
        factor, shift = 0x9E3779B97F4A7C15 * (2 * band + 1), 0xBF58476D1CE4E5B9 * (band + 1)
        least = sorted(((code + 1) * factor + shift) % _PRIME for code in wrong)[:BAND_ITEMS]
        keys.append(hash(tuple(least)))
    return keys


def bucket_pairs(bucket: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Who is compared in a bucket: all with all, or in a large one each with the next few."""
    if len(bucket) <= LARGEST_BUCKET:
        return ((low, high) for low, high in product(bucket, bucket) if low < high)
    return (
        (min(one, other), max(one, other))
        for place, one in enumerate(bucket)
        for other in bucket[place + 1 : place + 1 + NEXT_IN_LARGE_BUCKET]
    )


@dataclass(frozen=True, slots=True)
class ItemErrors:
    """How people err on an item: how many saw it, and how often each wrong answer was given."""

    seen: int
    wrong: Mapping[int, int]

    @property
    def error_rate(self) -> float:
        return sum(self.wrong.values()) / self.seen if self.seen else 0.0

    @property
    def agreement(self) -> float:
        """The chance that two people who both err here give the same wrong answer."""
        errors = sum(self.wrong.values())
        return sum((count / errors) ** 2 for count in self.wrong.values()) if errors else 0.0


def chance_of_sharing(
    shared: int, items: Sequence[ItemErrors], wrong_left: int, wrong_right: int
) -> float:
    """How likely two people who do not know each other share as many wrong answers, or more.

    `items` are those that both papers held, `wrong_…` how many of them each got wrong. Each
    person's error rate on an item is the round's, scaled to how much that person errs. The
    number of shared errors then is Poisson-binomial; its upper tail is computed exactly.
    """
    expected = sum(item.error_rate for item in items)
    if not expected or not shared:
        return 1.0
    tail = [1.0] + [0.0] * shared  # tail[k]: the chance of exactly k, tail[shared]: k or more
    for item in items:
        left = min(0.95, item.error_rate * wrong_left / expected)
        right = min(0.95, item.error_rate * wrong_right / expected)
        same = left * right * item.agreement
        for count in range(shared, 0, -1):
            stays = tail[count] if count == shared else tail[count] * (1 - same)
            tail[count] = stays + tail[count - 1] * same
        tail[0] *= 1 - same
    return min(1.0, tail[shared])


def is_beyond_chance(probability: float, pairs: int) -> bool:
    """Whether so many pairs in the round would hardly show it even once."""
    return probability * max(1, pairs) < FALSE_ALARMS


def weight(probability: float, pairs: int) -> int:
    """50 where it begins to be beyond chance; every power of ten adds five."""
    surplus = -math.log10(max(1e-300, probability * max(1, pairs) / FALSE_ALARMS))
    return min(100, round(50 + 5 * max(0.0, surplus)))


def possible_pairs(sheets: Sequence[Sheet]) -> tuple[int, int]:
    """How many pairs there are within one organisation each, and in all."""
    sizes: dict[int | None, int] = defaultdict(int)
    for sheet in sheets:
        sizes[sheet.unit_id] += 1
    near = sum(math.comb(size, 2) for unit, size in sizes.items() if unit is not None)
    return near, math.comb(len(sheets), 2)


def candidate_pairs(
    sheets: Sequence[Sheet],
    errors: Mapping[int, ItemErrors],
    item_of: Mapping[int, int],
    items: int,
    progress: Callable[[int], None] = lambda band: None,
) -> set[tuple[int, int]]:
    """Pairs of positions in `sheets` that share more wrong answers than a rough estimate allows.

    `item_of` tells the item of a code; `items` is how many a paper holds.
    """
    near, every = possible_pairs(sheets)
    mean = sum(len(sheet.wrong) for sheet in sheets) / max(1, len(sheets))
    odds = {code: _log_odds(errors[item]) for code, item in item_of.items()}
    choices = [_log_choices(items, shared) for shared in range(items + 1)]
    keys = [
        band_keys(sheet.wrong)
        if may_be_proof(
            [odds[code] for code in sheet.wrong],
            near if sheet.unit_id is not None else every,
            mean,
            choices,
        )
        else []
        for sheet in sheets
    ]
    found: set[tuple[int, int]] = set()
    for band in range(BANDS):
        buckets: dict[int, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            if key:
                buckets[key[band]].append(place)
        for bucket in buckets.values():
            for low, high in bucket_pairs(bucket) if len(bucket) > 1 else ():
                left, right = sheets[low], sheets[high]
                shared = left.wrong & right.wrong
                if len(shared) < LEAST_SHARED:
                    continue
                pairs = near if left.unit_id == right.unit_id is not None else every
                scale = len(left.wrong) * len(right.wrong) / mean**2
                chance = choices[min(items, len(shared))] + math.log10(max(1, pairs))
                chance += sum(odds[code] for code in shared)
                chance += len(shared) * math.log10(scale)
                if chance < LARGEST_ESTIMATE:
                    found.add((low, high))
        progress(band + 1)
    return found


def may_be_proof(odds: Sequence[float], pairs: int, mean: float, choices: Sequence[float]) -> bool:
    """Whether errors of these odds would pass the estimate for some other paper.

    Nobody can share more than all of them, and whoever shares some of them has at least as many;
    so nothing that the estimate would let through is lost.
    """
    rarest = sorted(odds)
    total = 0.0
    for shared, one in enumerate(rarest[: len(choices) - 1], start=1):
        total += one
        scale = len(rarest) * shared / mean**2
        chance = choices[shared] + math.log10(max(1, pairs)) + total + shared * math.log10(scale)
        if shared >= LEAST_SHARED and chance < LARGEST_ESTIMATE:
            return True
    return False


def _log_choices(items: int, shared: int) -> float:
    return math.log10(math.comb(items, shared))


def _log_odds(item: ItemErrors) -> float:
    return math.log10(max(1e-12, item.error_rate**2 * item.agreement))
