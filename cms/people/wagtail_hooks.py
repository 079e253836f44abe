from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from .viewsets import MembershipViewSet, OrganisationViewSet


@hooks.register("register_admin_viewset")
def organisations() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("memberships")]
