import uuid

from django.db import migrations


def give_keys(apps, schema_editor):
    Organisation = apps.get_model("people", "Organisation")
    for organisation in Organisation.objects.order_by("pk").iterator():
        organisation.key = uuid.uuid4()
        organisation.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_organisations_in_full")]

    # Every row got the one default while the column was added; each needs its own.
    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=False)]
