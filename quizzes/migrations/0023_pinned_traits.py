"""By what an item was drawn and weighed stays with the round when the item is moved."""

from django.db import migrations, models

PIN = """
CREATE FUNCTION quizzes_item_keeps_what_was_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quizzes_rounditem pinned
    SET topic = (SELECT code FROM quizzes_topic WHERE id = OLD.topic_id),
        difficulty = OLD.difficulty
    FROM quizzes_itemversion version
    WHERE version.id = pinned.version_id AND version.item_id = OLD.id AND pinned.topic IS NULL
        AND EXISTS (SELECT 1 FROM quizzes_attempt WHERE round_id = pinned.round_id);
    RETURN NEW;
END $$;
CREATE TRIGGER quizzes_item_keeps_what_was_drawn
    BEFORE UPDATE OF topic_id, difficulty ON quizzes_item FOR EACH ROW
    WHEN (OLD.topic_id <> NEW.topic_id OR OLD.difficulty <> NEW.difficulty)
    EXECUTE FUNCTION quizzes_item_keeps_what_was_drawn();

CREATE FUNCTION quizzes_topic_keeps_what_was_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quizzes_rounditem pinned
    SET topic = OLD.code, difficulty = item.difficulty
    FROM quizzes_itemversion version JOIN quizzes_item item ON item.id = version.item_id
    WHERE version.id = pinned.version_id AND item.topic_id = OLD.id AND pinned.topic IS NULL
        AND EXISTS (SELECT 1 FROM quizzes_attempt WHERE round_id = pinned.round_id);
    RETURN NEW;
END $$;
CREATE TRIGGER quizzes_topic_keeps_what_was_drawn
    BEFORE UPDATE OF code ON quizzes_topic FOR EACH ROW WHEN (OLD.code <> NEW.code)
    EXECUTE FUNCTION quizzes_topic_keeps_what_was_drawn();
"""
UNPIN = """
DROP TRIGGER quizzes_item_keeps_what_was_drawn ON quizzes_item;
DROP FUNCTION quizzes_item_keeps_what_was_drawn();
DROP TRIGGER quizzes_topic_keeps_what_was_drawn ON quizzes_topic;
DROP FUNCTION quizzes_topic_keeps_what_was_drawn();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0022_practice_days'),
    ]

    operations = [
        migrations.AddField(
            model_name='rounditem',
            name='difficulty',
            field=models.CharField(editable=False, max_length=10, null=True),
        ),
        migrations.AddField(
            model_name='rounditem',
            name='topic',
            field=models.CharField(editable=False, help_text='The code; null: as the item has it.', max_length=100, null=True),
        ),
        migrations.RunSQL(PIN, UNPIN),
    ]
