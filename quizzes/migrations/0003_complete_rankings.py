"""Rankings made before the decision's steps were kept were published as soon as ranked."""

from django.db import migrations

COMPLETE = """
UPDATE quizzes_ranking AS ranking
SET contest_id = round.contest_id, rulebook_id = round.rulebook_id,
    begun_at = ranking.computed_at,
    state = CASE WHEN ranking.published_at IS NULL THEN 'ranked' ELSE 'published' END
FROM quizzes_round AS round WHERE round.id = ranking.round_id;
UPDATE quizzes_rankingrow AS place
SET unit_id = standing.unit_id, correct_items = standing.correct_items,
    attempts = standing.attempts
FROM quizzes_ranking AS ranking, quizzes_standing AS standing
WHERE ranking.id = place.ranking_id AND standing.round_id = ranking.round_id
    AND standing.participant_id = place.participant_id;
UPDATE quizzes_round SET state = 'closed' WHERE state = 'ranked';
"""


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0002_as_provinces_run_them")]

    operations = [migrations.RunSQL(COMPLETE, migrations.RunSQL.noop)]
