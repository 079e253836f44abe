import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import learning.bulk_awards.models


class Migration(migrations.Migration):
    replaces = [("bulk_awards", "0001_awards_to_lists"), ("bulk_awards", "0002_words_for_columns")]

    initial = True

    dependencies = [
        ("learning", "0002_roles_in_courses"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkAward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="what for")),
                (
                    "kind",
                    models.CharField(
                        choices=learning.bulk_awards.models.kinds_of_basis, max_length=30, verbose_name="certificate"
                    ),
                ),
                ("basis_text", models.CharField(max_length=255, verbose_name="earned by")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="learning outcome")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="hours",
                    ),
                ),
                (
                    "valid_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="valid for so many months",
                    ),
                ),
                ("reference", models.CharField(max_length=24)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Checked, nothing is awarded yet"),
                            ("running", "Being awarded"),
                            ("finished", "Finished"),
                            ("failed", "Stopped"),
                        ],
                        default="checked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("checked_at", models.DateTimeField(verbose_name="checked")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                ("moved_at", models.DateTimeField(verbose_name="last moved")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "award to a list",
                "verbose_name_plural": "awards to lists",
                "ordering": ("-checked_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["moved_at"], name="bulk_award_running"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkAwardLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="row")),
                ("email", models.CharField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_address", "There is no e-mail address in this line."),
                            ("unknown", "Nobody is registered with this address. Import or invite them first."),
                            ("closed", "The account with this address is closed."),
                            ("twice", "This person stands in the list already."),
                            ("has_it", "This person has this certificate already."),
                        ],
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="bulk_awards.bulkaward",
                        verbose_name="award",
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.certificate",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an award",
                "verbose_name_plural": "lines of an award",
                "ordering": ("row",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("certificate__isnull", True), ("problem", "")),
                        fields=["award", "row"],
                        name="bulk_line_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("award", "row"), name="bulk_line_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("problem", "")), fields=("award", "user"), name="bulk_line_one_a_person"
                    ),
                ],
            },
        ),
    ]
