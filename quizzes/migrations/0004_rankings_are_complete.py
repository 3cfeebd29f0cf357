"""Every ranking names its contest, its rulebook and when it was begun."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_complete_rankings")]

    operations = [
        migrations.AlterField(
            "ranking",
            "contest",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rankings",
                to="quizzes.contest",
            ),
        ),
        migrations.AlterField(
            "ranking",
            "rulebook",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="quizzes.rulebookversion",
            ),
        ),
        migrations.AlterField(
            "ranking",
            "begun_at",
            models.DateTimeField(help_text="When the eligible participants were frozen."),
        ),
    ]
