from django.db import migrations

NEWEST_VERSIONS = """
update quizzes_item item
set newest_id = version.id,
    kind = version.kind,
    text = version.stem,
    current_id = case when item.status = 'approved' then version.id end
from quizzes_itemversion version
where version.item_id = item.id
  and version.number = (
    select max(other.number) from quizzes_itemversion other where other.item_id = item.id
  )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0014_item_bank'),
    ]

    operations = [
        migrations.RunSQL(NEWEST_VERSIONS, migrations.RunSQL.noop),
    ]
