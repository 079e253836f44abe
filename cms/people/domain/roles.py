"""Setting up the staff's roles, giving them and taking them."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms import audit

from ..models import User
from ..roles import (
    ADMINISTRATOR,
    CALENDAR_PERMISSIONS,
    COLLECTION_PERMISSIONS,
    COURSE_OWNER,
    GIVEN_ROLES,
    MODEL_PERMISSIONS,
    PAGE_PERMISSIONS,
    STAFF_ROLES,
    Role,
    forget_groups,
    holds,
    roles_of,
)
from ..rules import is_administrator

MODERATORS = "Moderators"
SET_UP = "people.set_up_role"
APPROVAL = "workflow"


class NotGivenByHand(Exception):
    """This role follows from what a person does: a membership, a mentorship, signing up."""


class OnlyAdministrators(Exception):
    """Staff roles are given and taken by administrators alone."""


class NotToYourself(Exception):
    """Nobody gives a role to themselves."""


class LastAdministrator(Exception):
    """Without this person nobody could give roles any more."""


# --- Giving and taking -----------------------------------------------------------------------------


@transaction.atomic
def give_role(*, user: User, role: Role, by: User | None, at: datetime) -> bool:
    """Give a person a staff role; say whether they did not have it. `by` None is the system itself.

    Raises NotGivenByHand, OnlyAdministrators and NotToYourself.
    """
    _refuse_others(role, by)
    if by and by.pk == user.pk:
        raise NotToYourself
    locked = _locked(user)
    if holds(locked, role):
        return False
    if role == ADMINISTRATOR:
        locked.is_superuser = True
    else:
        locked.groups.add(Group.objects.get_or_create(name=role.group)[0])
    _save_standing(locked, user)
    audit.record(user, action="people.give_role", by=by, at=at, role=role.key)
    return True


@transaction.atomic
def take_role(*, user: User, role: Role, by: User | None, at: datetime) -> bool:
    """Take a staff role from a person; say whether they had it.

    Raises NotGivenByHand, OnlyAdministrators and LastAdministrator.
    """
    _refuse_others(role, by)
    administrators = _locked_administrators() if role == ADMINISTRATOR else []
    locked = _locked(user)
    if not (locked.is_superuser if role == ADMINISTRATOR else role.group in locked.group_names):
        return False
    if role == ADMINISTRATOR:
        if not [one for one in administrators if one.pk != user.pk]:
            raise LastAdministrator
        locked.is_superuser = False
    else:
        locked.groups.remove(*Group.objects.filter(name=role.group))
    _save_standing(locked, user)
    audit.record(user, action="people.take_role", by=by, at=at, role=role.key)
    return True


def _refuse_others(role: Role, by: User | None) -> None:
    if role not in GIVEN_ROLES:
        raise NotGivenByHand(role.key)
    if by and not is_administrator(by):
        raise OnlyAdministrators


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _locked_administrators() -> list[User]:
    """Locked in the order of their numbers: two who are taken at once stand in line here."""
    return list(User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk"))


def _save_standing(locked: User, user: User) -> None:
    """Staff is whoever has a staff role. The object the caller holds is brought up to date."""
    forget_groups(locked)
    locked.is_staff = locked.is_superuser or bool(roles_of(locked))
    locked.save(update_fields=["is_superuser", "is_staff"])
    user.is_superuser, user.is_staff = locked.is_superuser, locked.is_staff
    forget_groups(user)


# --- Setting up ------------------------------------------------------------------------------------


@transaction.atomic
def set_up_roles(*, at: datetime) -> dict[str, list[str]]:
    """Make the staff's groups with what they may, and the way a page takes to approval. Safe to run again.

    Everything is given once. The log remembers what was given (`people.set_up_role`), so that what an operator takes
    away by hand stays away, and what a later version adds is given on the next run. A permission whose model is not
    there is left for then. Returns what was given now, by role.
    """
    before = _given_before()
    given = {}
    for role in STAFF_ROLES:
        group = Group.objects.get_or_create(name=role.group)[0]
        wanted = [*_wanted(role)]
        new = [permission for permission in wanted if permission not in before.get(str(group.pk), set())]
        given[role.key] = _give(group, role, new) if new else []
        if given[role.key]:
            audit.record(group, action=SET_UP, by=None, at=at, given=given[role.key])
    return given


def _wanted(role: Role) -> Iterable[str]:
    """What a role is set up with, as words of one list: model permissions, "page:…", "collection:…", the workflow."""
    yield from MODEL_PERMISSIONS[role.key]
    yield from (f"page:{codename}" for codename in PAGE_PERMISSIONS.get(role.key, ()))
    yield from (f"collection:{codename}" for codename in COLLECTION_PERMISSIONS.get(role.key, ()))
    if role == COURSE_OWNER:
        yield APPROVAL


def _given_before() -> dict[str, set[str]]:
    """What the log says each group was given. One query."""
    groups = ContentType.objects.get_for_model(Group)
    lines = ModelLogEntry.objects.filter(action=SET_UP, content_type=groups).values_list("object_id", "data")
    given: dict[str, set[str]] = {}
    for number, data in lines:
        given.setdefault(number, set()).update(data["given"])
    return given


def _give(group: Group, role: Role, new: list[str]) -> list[str]:
    """Give a group what is new to it; return what there was to give."""
    return [
        *_give_model_permissions(group, [word for word in new if ":" not in word and word != APPROVAL]),
        *_give_on_pages(group, [word for word in new if word.startswith("page:")]),
        *_give_on_collections(group, [word for word in new if word.startswith("collection:")]),
        *([APPROVAL] if APPROVAL in new and _let_approve(group) else []),
    ]


def _give_model_permissions(group: Group, words: list[str]) -> list[str]:
    found = {f"{one.content_type.app_label}.{one.codename}": one for one in _permissions(words)}
    group.permissions.add(*(found[word] for word in words if word in found))
    return [word for word in words if word in found]


def _permissions(words: list[str]) -> Iterable[Permission]:
    if not words:
        return []
    wanted = Q()
    for word in words:
        app, codename = word.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(wanted).select_related("content_type")


def _give_on_pages(group: Group, words: list[str]) -> list[str]:
    root = Page.objects.get(depth=1)
    for word in words:
        _give_on_page(group, root, word.removeprefix("page:"))
    return words


def _give_on_page(group: Group, page: Page, codename: str) -> None:
    permission = Permission.objects.get(
        content_type__app_label="wagtailcore", content_type__model="page", codename=codename
    )
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


@transaction.atomic
def give_on_calendar(page: Page, *, at: datetime) -> None:
    """Let the roles that look after events write below a new event calendar. Once: what an operator takes away stays
    away, because nothing calls this again for the same page.
    """
    for role in STAFF_ROLES:
        if codenames := CALENDAR_PERMISSIONS.get(role.key):
            group = Group.objects.get_or_create(name=role.group)[0]
            for codename in codenames:
                _give_on_page(group, page, codename)
            given = [f"calendar:{page.pk}:{codename}" for codename in codenames]
            audit.record(group, action=SET_UP, by=None, at=at, given=given)


def _give_on_collections(group: Group, words: list[str]) -> list[str]:
    root = Collection.get_first_root_node()
    for word in words:
        permission = Permission.objects.get(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename=word.removeprefix("collection:")
        )
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return words


def _let_approve(group: Group) -> bool:
    """Let a group approve what is sent to approval, beside Wagtail's moderators; without a workflow, make one."""
    root = Page.objects.get(depth=1)
    attached = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    workflow = attached.workflow if attached else _new_workflow(root)
    tasks = [one.task.specific for one in workflow.workflow_tasks.select_related("task")]
    for task in tasks:
        if isinstance(task, GroupApprovalTask):
            task.groups.add(group)
    return True


def _new_workflow(root: Page) -> Workflow:
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(*Group.objects.filter(name=MODERATORS))
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    return workflow
