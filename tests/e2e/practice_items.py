"""A topic of items to practise, beside the demonstration's. Run inside of the stack."""

from quizzes.models import Item, Topic
from tests.factories.quizzes import make_items

TOPIC = "tap-duot"


def make() -> None:
    """Make it once."""
    if Topic.objects.filter(code=TOPIC).exists():
        return
    make_items(8, TOPIC)
    Topic.objects.filter(code=TOPIC).update(name="Tập dượt")
    Item.objects.filter(topic__code=TOPIC).update(use="practice")
