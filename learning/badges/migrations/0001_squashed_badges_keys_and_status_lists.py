import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("badges", "0001_badges_keys_and_status_lists"), ("badges", "0002_words_for_columns")]

    initial = True

    dependencies = [
        ("learning", "0005_words_for_columns"),
    ]

    operations = [
        migrations.CreateModel(
            name="Achievement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("description", models.TextField(verbose_name="description")),
                ("criteria", models.TextField(verbose_name="criteria")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
            ],
            options={
                "verbose_name": "achievement",
                "verbose_name_plural": "achievements",
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("public_key", models.CharField(max_length=64, unique=True, verbose_name="public key")),
                ("sealed_private_key", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(verbose_name="made")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
            ],
            options={
                "verbose_name": "signing key",
                "verbose_name_plural": "signing keys",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("retired_at__isnull", False), ("sealed_private_key", "")),
                            _connector="OR",
                        ),
                        name="withdrawn_key_signs_nothing",
                    ),
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("retired_at__isnull", True)),
                        name="one_key_signs_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("document", models.TextField(blank=True)),
                ("token", models.TextField(blank=True)),
                ("revoked", models.TextField(blank=True)),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed")),
                (
                    "key",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="badges.signingkey"
                    ),
                ),
            ],
            options={
                "verbose_name": "status list",
                "verbose_name_plural": "status lists",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("subject", models.UUIDField(default=uuid.uuid4)),
                ("status_index", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Being signed"), ("ready", "Signed"), ("failed", "Could not be signed")],
                        default="waiting",
                        max_length=10,
                        verbose_name="badge",
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "achievement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credentials", to="badges.achievement"
                    ),
                ),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credential",
                        to="learning.certificate",
                        verbose_name="certificate",
                    ),
                ),
                (
                    "status_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credentials", to="badges.statuslist"
                    ),
                ),
            ],
            options={
                "verbose_name": "badge",
                "verbose_name_plural": "badges",
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="credential_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("status_list", "status_index"), name="credential_has_its_own_bit")
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCredential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.TextField(verbose_name="document")),
                ("token", models.TextField(verbose_name="token")),
                ("signed_at", models.DateTimeField(verbose_name="signed")),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signed", to="badges.credential"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signed", to="badges.signingkey"
                    ),
                ),
            ],
            options={
                "verbose_name": "signed badge",
                "verbose_name_plural": "signed badges",
                "ordering": ("credential", "-pk"),
            },
        ),
    ]
