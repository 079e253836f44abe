"""What tables and columns of packages are called in a person's copy: their owners name them for programmers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TABLES: dict[str, Any] = {
    "account.emailaddress": _("E-mail addresses"),
    "account.emailconfirmation": _("Confirmations of addresses"),
    "mfa.authenticator": _("Second steps when you sign in"),
    "people.user_groups": _("Groups you are in"),
    "people.user_user_permissions": _("Permissions given to you alone"),
    "sessions.session": _("Where you are signed in"),
    "socialaccount.socialaccount": _("Accounts elsewhere that you sign in with"),
    "socialaccount.socialtoken": _("Keys to accounts elsewhere"),
    "usersessions.usersession": _("Places you have signed in from"),
    "wagtailadmin.editingsession": _("Pages you have open for editing"),
    "wagtailadmin.formstate": _("What you left unsaved"),
    "wagtailcore.apitoken": _("Keys for programs"),
    "wagtailcore.comment": _("Comments on pages"),
    "wagtailcore.commentreply": _("Replies to comments"),
    "wagtailcore.modellogentry": _("What you did with records"),
    "wagtailcore.page": _("Pages of yours"),
    "wagtailcore.pagelogentry": _("What you did with pages"),
    "wagtailcore.pagesubscription": _("Pages whose comments you follow"),
    "wagtailcore.revision": _("Versions of pages you have saved"),
    "wagtailcore.taskstate": _("Approvals you have given"),
    "wagtailcore.uploadedfile": _("Files on their way in"),
    "wagtailcore.workflowstate": _("Approvals you have asked for"),
    "wagtaildocs.document": _("Files you have uploaded"),
    "wagtailimages.image": _("Images you have uploaded"),
    "wagtailusers.userprofile": _("Settings of the editing pages"),
}

COLUMNS: dict[str, Any] = {
    "account.emailaddress.email": _("e-mail"),
    "account.emailaddress.primary": _("main address"),
    "account.emailaddress.verified": _("confirmed"),
    "account.emailconfirmation.sent": _("sent"),
    "mfa.authenticator.created_at": _("set up"),
    "mfa.authenticator.last_used_at": _("last used"),
    "mfa.authenticator.type": _("kind"),
    "people.user_groups.group__name": _("group"),
    "people.user_user_permissions.permission__name": _("permission"),
    "sessions.session.expire_date": _("runs out"),
    "socialaccount.socialaccount.date_joined": _("first used"),
    "socialaccount.socialaccount.extra_data": _("what the service told us"),
    "socialaccount.socialaccount.last_login": _("last used"),
    "socialaccount.socialaccount.provider": _("service"),
    "socialaccount.socialaccount.uid": _("your number there"),
    "socialaccount.socialtoken.expires_at": _("runs out"),
    "usersessions.usersession.created_at": _("signed in"),
    "usersessions.usersession.ip": _("network address (IP)"),
    "usersessions.usersession.last_seen_at": _("last seen"),
    "usersessions.usersession.user_agent": _("browser"),
    "wagtailadmin.editingsession.last_seen_at": _("last seen"),
    "wagtailadmin.formstate.last_updated_at": _("last changed"),
    "wagtailcore.apitoken.created": _("made"),
    "wagtailcore.apitoken.last_used_at": _("last used"),
    "wagtailcore.apitoken.name": _("name"),
    "wagtailcore.comment.created_at": _("written"),
    "wagtailcore.comment.page__title": _("page"),
    "wagtailcore.comment.text": _("text"),
    "wagtailcore.commentreply.comment__page__title": _("page"),
    "wagtailcore.commentreply.created_at": _("written"),
    "wagtailcore.commentreply.text": _("text"),
    "wagtailcore.modellogentry.action": _("what"),
    "wagtailcore.modellogentry.timestamp": _("when"),
    "wagtailcore.page.first_published_at": _("first published"),
    "wagtailcore.page.title": _("title"),
    "wagtailcore.pagelogentry.action": _("what"),
    "wagtailcore.pagelogentry.timestamp": _("when"),
    "wagtailcore.pagesubscription.page__title": _("page"),
    "wagtailcore.revision.created_at": _("saved"),
    "wagtailcore.revision.object_str": _("page"),
    "wagtailcore.taskstate.comment": _("comment"),
    "wagtailcore.taskstate.finished_at": _("finished"),
    "wagtailcore.taskstate.status": _("state"),
    "wagtailcore.uploadedfile.file": _("file"),
    "wagtailcore.workflowstate.created_at": _("asked"),
    "wagtailcore.workflowstate.status": _("state"),
    "wagtaildocs.document.created_at": _("uploaded"),
    "wagtaildocs.document.title": _("title"),
    "wagtailimages.image.created_at": _("uploaded"),
    "wagtailimages.image.title": _("title"),
    "wagtailusers.userprofile.avatar": _("picture"),
    "wagtailusers.userprofile.current_time_zone": _("time zone"),
    "wagtailusers.userprofile.preferred_language": _("language"),
}


def table_word(label: str) -> Any:
    return TABLES.get(label)


def column_word(label: str, column: str) -> Any:
    return COLUMNS.get(f"{label}.{column}")
