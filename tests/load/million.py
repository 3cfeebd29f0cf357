"""A round with a million standings, written by the database itself; made once a run.

Nobody took these papers: the figures that need them ask how long looking takes, not playing.
"""

import os
from functools import cache

from django.db import connection
from django.utils import timezone

from quizzes.actions.board import refresh_board
from quizzes.actions.retally import retally_round
from quizzes.models import Attempt, Round
from tests.factories.organisations import OrganisationFactory
from tests.load import world

PEOPLE = int(os.environ.get("STANDINGS", "1000000"))
COMMUNES, HAMLETS = 124, 20
_PEOPLE = """
INSERT INTO accounts_user (uuid, phone, full_name, name_sort_key, search_key, birth_date, password,
    preferred_language, is_staff, is_active, is_superuser, date_joined)
SELECT gen_random_uuid(), '+8490' || lpad(n::text, 8, '0'), 'Nguyễn Văn ' || n, '', '',
    '1990-09-02', '!', 'vi', false, true, false, now()
FROM generate_series(1, %s) AS n
"""
_PARTICIPANTS = """
WITH leaves AS (SELECT array_agg(id ORDER BY id) AS ids FROM organisations_organisation
                WHERE depth = 3),
    people AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM accounts_user
               WHERE phone LIKE '+8490________')
INSERT INTO quizzes_participant (contest_id, user_id, organisation_id, unit_id, joined_at)
SELECT %s, people.id, leaf.id, unit.id, now()
FROM people CROSS JOIN leaves
JOIN organisations_organisation AS leaf ON leaf.id = ids[1 + (n %% cardinality(ids))]
JOIN organisations_organisation AS unit ON unit.path = left(leaf.path, 8)
"""
# Twenty items, fifteen minutes: points crowd at the top, times around seven minutes.
_STANDINGS = """
INSERT INTO quizzes_standing (round_id, participant_id, attempt_id, unit_id, points,
    correct_items, time_used_ms, handed_in_at, attempts, days, "order", is_barred, updated_at)
SELECT %s, id, %s, unit_id, points, points, used, at, 1, ARRAY[at::date],
    int8send((-points)::bigint # least) || int8send(used::bigint # least)
        || int8send((extract(epoch FROM at) * 1000)::bigint # least), false, now()
FROM (SELECT id, unit_id, (20 * sqrt(random()))::integer AS points,
          (60000 + 840000 * (random() + random()) / 2)::integer AS used,
          date_trunc('milliseconds', now() - random() * interval '2 hours') AS at,
          (-9223372036854775808)::bigint AS least
      FROM quizzes_participant WHERE contest_id = %s) AS drawn
"""


@cache
def round_of_a_million() -> Round:
    """An open round with PEOPLE standings, its counters and its board."""
    round_ = world.make_contest(ranking=["score", "time_used", "handed_in_at"])
    province = OrganisationFactory(name="Tỉnh Triệu Người")
    for commune in range(COMMUNES):
        unit = OrganisationFactory(parent=province, name=f"Xã {commune}", headcount=20_000)
        for hamlet in range(HAMLETS):
            OrganisationFactory(
                parent=unit, name=f"Thôn {commune}.{hamlet}", kind="branch", is_contest_unit=False
            )
    [attempt] = world.make_attempts(round_, world.make_visitors(1))
    Attempt.objects.filter(pk=attempt.pk).update(state="voided")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_PEOPLE, [PEOPLE])
        cursor.execute(_PARTICIPANTS, [round_.contest_id])
        cursor.execute(_STANDINGS, [round_.pk, attempt.pk, round_.contest_id])
        cursor.execute("SET session_replication_role = origin")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    retally_round(round_)
    refresh_board(round_, now=timezone.now(), always=True)
    return round_
