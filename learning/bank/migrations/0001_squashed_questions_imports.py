import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("bank", "0001_questions_imports"), ("bank", "0002_words_for_columns")]

    initial = True

    dependencies = [
        ("learning", "0002_roles_in_courses"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="tag")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="QuestionImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "format",
                    models.CharField(
                        choices=[("gift", "GIFT"), ("moodle", "Moodle XML")], max_length=10, verbose_name="format"
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                (
                    "state",
                    models.CharField(
                        choices=[("checked", "Checked, waits for you"), ("done", "Imported")],
                        default="checked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="questions in the file")),
                ("drafts", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("created", models.PositiveIntegerField(default=0, verbose_name="imported")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="here already")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
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
                "verbose_name": "import of questions",
                "verbose_name_plural": "imports of questions",
                "ordering": ("-uploaded_at",),
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single_choice", "One right answer"),
                            ("multiple_choice", "Several right answers"),
                            ("true_false", "True or false"),
                            ("numeric", "Number"),
                            ("short_text", "Short text"),
                            ("ordering", "Right order"),
                            ("matching", "Pairs"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("language", models.CharField(default="nb", max_length=2, verbose_name="language")),
                ("category", models.CharField(blank=True, max_length=200, verbose_name="category")),
                ("words", models.TextField(blank=True, verbose_name="question")),
                ("created_at", models.DateTimeField(verbose_name="made")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ("-created_at", "-pk"),
                "indexes": [models.Index(fields=["category"], name="question_category")],
            },
        ),
        migrations.CreateModel(
            name="QuestionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("content", models.JSONField()),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="bank.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a question",
                "ordering": ("question", "-number"),
                "constraints": [models.UniqueConstraint(fields=("question", "number"), name="question_version_number")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_key", models.CharField(max_length=80)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="learning.courserelease"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="bank.questionversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a release",
                "constraints": [
                    models.UniqueConstraint(fields=("release", "item_key", "version"), name="release_question_in_item")
                ],
            },
        ),
        migrations.AddField(
            model_name="Question",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bank.questionversion",
                verbose_name="version",
            ),
        ),
        migrations.AddField(
            model_name="Question",
            name="tags",
            field=models.ManyToManyField(blank=True, related_name="questions", to="bank.tag", verbose_name="tags"),
        ),
    ]
