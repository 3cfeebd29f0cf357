"""Certificates that were issued before know of whom they are: whoever earned them joined so."""

from django.db import migrations

FILL = """
UPDATE certificates_certificate AS certificate SET organisation_id = participant.organisation_id
FROM quizzes_participant AS participant
WHERE certificate.source LIKE 'round:%:participant:%'
  AND split_part(certificate.source, ':', 4) = participant.id::text
  AND certificate.erased_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0025_bulk_changes"),
        ("certificates", "0005_lists"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
