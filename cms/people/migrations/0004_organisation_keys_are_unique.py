import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_give_organisations_their_keys")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
