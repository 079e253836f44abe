from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_notices_of_changes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bookingnote",
            name="kind",
            field=models.CharField(
                choices=[
                    ("let_others_by", "Others were let by in the waiting list"),
                    ("moved_forward", "Moved forward in the waiting list"),
                    ("rejected", "Not approved"),
                    ("taken_back", "A place was taken back"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
