"""Equivalent forms: papers put together beforehand that are as alike as the bank allows. Pure.

Every choice is a keyed lot, so that the same seed over the same items gives the same forms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.rules.keyed_lots import Lot, keyed_lots

Cell = tuple[str, str]
# What is expected of an item that nobody has answered yet: share of the full mark.
EXPECTED = {"easy": 0.85, "medium": 0.65, "hard": 0.45}
EVEN_WITHIN = 0.03


@dataclass(frozen=True, slots=True)
class Offered:
    """An item that forms may take.

    `uses`: rounds and forms it was in; `attempts`: papers that held it. `right`: the right option
    where one alone is right. `group`: items of a shared stimulus stand together.
    """

    version_id: int
    topic: str
    difficulty: str
    options: int
    stays: bool = False
    uses: int = 0
    attempts: int = 0
    facility: float | None = None
    right: int | None = None
    group: int | None = None

    @property
    def cell(self) -> Cell:
        return self.topic, self.difficulty

    @property
    def expected(self) -> float:
        """How easy it is, or ought to be."""
        return EXPECTED[self.difficulty] if self.facility is None else self.facility


@dataclass(frozen=True, slots=True)
class Placed:
    """A place of a form and the order in which its options stand."""

    item: Offered
    order: tuple[int, ...]


@dataclass(slots=True)
class PlannedForm:
    items: list[Placed] = field(default_factory=list)
    spares: list[Placed] = field(default_factory=list)


class CellsTooSmall(ValueError):
    """`short`: {cell: (wanted, offered)} of cells that hold too few items for one form."""

    def __init__(self, short: Mapping[Cell, tuple[int, int]]) -> None:
        super().__init__(f"{len(short)} cells")
        self.short = dict(short)


def plan_forms(
    pool: Iterable[Offered],
    blueprint: Mapping[Cell, int],
    *,
    forms: int,
    spares: int,
    seed: bytes,
) -> list[PlannedForm]:
    """`forms` papers with up to `spares` spare items a cell, the least used items first.

    Forms share no item while the bank has enough of its cell, and otherwise as few as may be.
    """
    lot = keyed_lots(seed)
    cells = _cells(pool, lot)
    short = {
        cell: (wanted, len(cells.get(cell, ())))
        for cell, wanted in blueprint.items()
        if len(cells.get(cell, ())) < wanted
    }
    if short:
        raise CellsTooSmall(short)
    chosen: list[list[Offered]] = [[] for _ in range(forms)]
    kept: list[Offered] = []
    for cell, wanted in blueprint.items():
        _deal(cells[cell], wanted, chosen)
        used = {one.version_id for items in chosen for one in items}
        kept += [one for one in cells[cell] if one.version_id not in used][:spares]
    return [_form(items, kept, lot, number) for number, items in enumerate(chosen, start=1)]


def _cells(pool: Iterable[Offered], lot: Lot) -> dict[Cell, list[Offered]]:
    """The items of each cell in the order in which they are taken."""
    cells: dict[Cell, list[Offered]] = {}
    for one in pool:
        cells.setdefault(one.cell, []).append(one)
    for items in cells.values():
        items.sort(key=lambda one: (one.uses, one.attempts, lot(f"pick/{one.version_id}")))
    return cells


def _deal(items: Sequence[Offered], wanted: int, chosen: list[list[Offered]]) -> None:
    """Give each form `wanted` items of a cell, so that all become about as hard as each other."""
    forms = len(chosen)
    if len(items) < wanted * forms:
        for place, form in enumerate(chosen):
            form += [items[(place * wanted + n) % len(items)] for n in range(wanted)]
        return
    taken = sorted(items[: wanted * forms], key=lambda one: (one.expected, one.version_id))
    for start in range(0, len(taken), forms):
        # the hardest of the layer goes to the form that is easiest so far
        order = sorted(range(forms), key=lambda n: (-_sum(chosen[n]), n))
        for number, one in zip(order, taken[start : start + forms], strict=True):
            chosen[number].append(one)


def _sum(items: Iterable[Offered]) -> float:
    return sum(one.expected for one in items)


def _form(items: Sequence[Offered], kept: Sequence[Offered], lot: Lot, number: int) -> PlannedForm:
    shuffled = sorted(items, key=lambda one: lot(f"{number}/order/{one.version_id}"))
    keys: Counter[int] = Counter()
    return PlannedForm(
        [Placed(one, option_order(one, lot, number, keys)) for one in _together(shuffled)],
        [Placed(one, option_order(one, lot, number, Counter())) for one in kept],
    )


def _together(items: Sequence[Offered]) -> list[Offered]:
    """Items of one stimulus follow the first of them."""
    first: dict[int, int] = {}
    for place, one in enumerate(items):
        if one.group is not None:
            first.setdefault(one.group, place)
    places = {
        one.version_id: (first[one.group] if one.group is not None else place, place)
        for place, one in enumerate(items)
    }
    return sorted(items, key=lambda one: places[one.version_id])


def option_order(item: Offered, lot: Lot, number: int, keys: Counter[int]) -> tuple[int, ...]:
    """Shuffled options; the right one goes where the fewest right ones of the form stand so far.

    `keys` counts right options by place and is brought up to date.
    """
    if item.stays:
        return tuple(range(item.options))
    drawn = lot(f"{number}/options/{item.version_id}")
    order = sorted(range(item.options), key=lambda place: (drawn[place % len(drawn)], place))
    if item.right is None:
        return tuple(order)
    target = min(range(item.options), key=lambda place: (keys[place], drawn[-1 - place], place))
    keys[target] += 1
    order.remove(item.right)
    order.insert(target, item.right)
    return tuple(order)


@dataclass(frozen=True, slots=True)
class FormBalance:
    """What one form is like: expected share of the full mark, of how many items it is known."""

    number: int
    items: int
    expected: float
    known: int
    uses: float
    keys: Mapping[int, int]
    cells: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Balance:
    """How alike the forms are. `spread`: between the easiest and the hardest form."""

    forms: tuple[FormBalance, ...]
    spread: float
    shared: int
    is_even: bool


def balance_of(forms: Mapping[int, Sequence[Placed]]) -> Balance:
    """The report over forms by number; `shared` items stand in more than one of them."""
    told = tuple(_balance(number, items) for number, items in sorted(forms.items()))
    means = [one.expected for one in told if one.items]
    spread = max(means, default=0.0) - min(means, default=0.0)
    held = Counter(placed.item.version_id for items in forms.values() for placed in items)
    alike = len({tuple(sorted(one.cells.items())) for one in told}) <= 1
    return Balance(
        told,
        spread,
        sum(1 for number in held.values() if number > 1),
        is_even=alike and spread <= EVEN_WITHIN,
    )


def _balance(number: int, items: Sequence[Placed]) -> FormBalance:
    keys: Counter[int] = Counter()
    for placed in items:
        if placed.item.right is not None and not placed.item.stays:
            keys[placed.order.index(placed.item.right)] += 1
    size = len(items) or 1
    return FormBalance(
        number,
        len(items),
        sum(placed.item.expected for placed in items) / size,
        sum(1 for placed in items if placed.item.facility is not None),
        sum(placed.item.uses for placed in items) / size,
        keys,
        Counter(placed.item.cell for placed in items),
    )
