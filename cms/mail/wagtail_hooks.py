from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from cms.admin_lists import ReadOnlyPolicy

from .models import OutboxMessage
from .viewsets import OutboxViewSet

register_permission_policy(OutboxMessage, ReadOnlyPolicy(OutboxMessage))


@hooks.register("register_admin_viewset")
def outbox() -> ViewSet:
    return OutboxViewSet("outbox")
