"""Answers for the models of packages: accounts, sessions, Wagtail. Their owners cannot give them themselves."""

from datetime import datetime

from allauth.account.models import EmailAddress, EmailConfirmation
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from cms.audit_log import action_in_words

from .answers import (
    Answer,
    Rows,
    Subject,
    blank,
    delete_rows,
    delete_rows_with_files,
    names_nobody,
    register,
    stays,
)
from .retention import DELETED, Rule, drop, retain
from .wagtail_rows import (
    empty_comments_in_versions,
    log_lines_about,
    unlock_pages,
    unname_log_lines,
    versions_with_comments_by,
)

# --- Signing in -----------------------------------------------------------------------------------


def sessions_of(subject: Subject) -> Rows:
    """Sessions the person is signed in with, or that remember an address of theirs. Reads every session there is."""
    keys = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=500)
        if _is_about(session.get_decoded(), subject)
    ]
    return Session.objects.filter(pk__in=keys)


def _is_about(data: dict[str, object], subject: Subject) -> bool:
    if str(data.get("_auth_user_id", "")) == str(subject.user.pk):
        return True
    text = str(data).lower()
    return any(address in text for address in subject.addresses)


register(
    Answer(
        EmailAddress,
        purpose="account",
        by=("user",),
        by_address=("email",),
        columns=("email", "verified", "primary"),
        erase=delete_rows,
    ),
    Answer(EmailConfirmation, purpose="account", by=("email_address__user",), columns=("sent",), erase=delete_rows),
    Answer(
        Session,
        purpose="signing_in",
        find=sessions_of,
        columns=("expire_date",),
        erase=delete_rows,
        theirs=False,
        counted=False,
    ),
)

if apps.is_installed("allauth.usersessions"):
    from allauth.usersessions.models import UserSession

    register(
        Answer(
            UserSession,
            purpose="signing_in",
            by=("user",),
            also=("ip", "user_agent"),
            columns=("created_at", "last_seen_at", "ip", "user_agent"),
            erase=delete_rows,
        )
    )
    retain(
        Rule(
            "signing_in.places",
            UserSession,
            _("Where somebody was signed in"),
            DELETED,
            due=lambda before: UserSession.objects.filter(last_seen_at__lt=before),
            act=drop,
        )
    )

if apps.is_installed("allauth.mfa"):
    from allauth.mfa.models import Authenticator

    register(
        Answer(
            Authenticator,
            purpose="signing_in",
            by=("user",),
            columns=("type", "created_at", "last_used_at"),
            erase=delete_rows,
        )
    )

if apps.is_installed("allauth.socialaccount"):
    from allauth.socialaccount.models import SocialAccount, SocialToken

    register(
        Answer(SocialToken, purpose="signing_in", by=("account__user",), columns=("expires_at",), erase=delete_rows),
        Answer(
            SocialAccount,
            purpose="signing_in",
            by=("user",),
            columns=("provider", "uid", "date_joined", "last_login", "extra_data"),
            erase=delete_rows,
        ),
    )
    names_nobody("The name of a service to sign in through.", "socialaccount.socialapp.name")

retain(
    Rule(
        "signing_in.sessions",
        Session,
        _("Sessions that have run out"),
        DELETED,
        due=lambda before: Session.objects.filter(expire_date__lt=before),
        act=drop,
    )
)

# --- Wagtail: what editors are and do ---------------------------------------------------------------


def language_in_words(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def delete_avatars(rows: Rows, subject: Subject, at: datetime) -> int:
    return delete_rows_with_files("avatar")(rows, subject, at)


register(
    Answer(
        UserProfile,
        purpose="editing",
        by=("user",),
        columns=("preferred_language", "current_time_zone", "avatar"),
        codes={"preferred_language": language_in_words},
        erase=delete_avatars,
    ),
    Answer(EditingSession, purpose="editing", by=("user",), columns=("last_seen_at",), erase=delete_rows),
    Answer(FormState, purpose="editing", by=("user",), columns=("last_updated_at",), erase=delete_rows),
    Answer(
        APIToken,
        purpose="signing_in",
        by=("user",),
        also=("name",),
        columns=("name", "created", "last_used_at"),
        erase=delete_rows,
    ),
    Answer(
        UploadedFile,
        purpose="editing",
        by=("uploaded_by_user",),
        columns=("file",),
        erase=delete_rows_with_files("file"),
    ),
    Answer(PageSubscription, purpose="editing", by=("user",), columns=("page__title",), erase=delete_rows),
    Answer(
        get_document_model(),
        purpose="editing",
        by=("uploaded_by_user",),
        columns=("title", "created_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        get_image_model(),
        purpose="editing",
        by=("uploaded_by_user",),
        columns=("title", "created_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        Page,
        purpose="editing",
        by=("owner", "locked_by"),
        columns=("title", "first_published_at"),
        erase=unlock_pages,
        theirs=False,
    ),
    Answer(
        WorkflowState,
        purpose="editing",
        by=("requested_by",),
        columns=("status", "created_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        TaskState,
        purpose="editing",
        by=("finished_by",),
        columns=("status", "comment", "finished_at"),
        erase=blank(comment=""),
        theirs=False,
    ),
    # What was remarked is let go of in the log and in the versions first: there it is found by the comment.
    Answer(Revision, purpose="editing", by=("user",), columns=("object_str", "created_at"), erase=stays, theirs=False),
    Answer(
        Revision,
        purpose="editing",
        find=versions_with_comments_by,
        erase=empty_comments_in_versions,
        theirs=False,
        counted=False,
        order=20,
    ),
    Answer(
        CommentReply,
        purpose="editing",
        by=("user",),
        columns=("comment__page__title", "text", "created_at"),
        erase=blank(text=""),
        theirs=False,
    ),
    Answer(
        Comment,
        purpose="editing",
        by=("user", "resolved_by"),
        columns=("page__title", "created_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        Comment,
        purpose="editing",
        by=("user",),
        columns=("page__title", "text", "created_at"),
        erase=blank(text="", position=""),
        theirs=False,
    ),
)

for log in (ModelLogEntry, PageLogEntry):
    register(
        Answer(
            log,
            purpose="log",
            by=("user",),
            columns=("action", "timestamp"),
            codes={"action": action_in_words},
            erase=stays,
            theirs=False,
        ),
        Answer(
            log,
            purpose="log",
            find=log_lines_about(log),
            erase=unname_log_lines,
            theirs=False,
            counted=False,
            order=10,
        ),
    )

names_nobody(
    "Named by the centre, for its own use.",
    "wagtailcore.site.hostname",
    "wagtailcore.site.site_name",
    "wagtailcore.collection.name",
    "wagtailcore.workflow.name",
    "wagtailcore.task.name",
    "taggit.tag.name",
    "auth.group.name",
    "auth.permission.name",
    "auth.permission.codename",
    "wagtailembeds.embed.author_name",
    "wagtailembeds.embed.provider_name",
)

retain(
    Rule(
        "editing.unsaved",
        FormState,
        _("What editors left unsaved"),
        DELETED,
        due=lambda before: FormState.objects.filter(last_updated_at__lt=before),
        act=drop,
    ),
    Rule(
        "editing.sessions",
        EditingSession,
        _("Who has a page open"),
        DELETED,
        due=lambda before: EditingSession.objects.filter(last_seen_at__lt=before),
        act=drop,
    ),
)
