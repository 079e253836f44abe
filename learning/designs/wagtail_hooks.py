from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import clock
from cms.log_words import register_actions

from .domain.designs import publish_design, withdraw_design
from .models import CertificateDesign


class CertificateDesignViewSet(SnippetViewSet):
    model = CertificateDesign
    icon = "tick-inverse"
    menu_label = _("Certificate designs")
    list_display = ("__str__", "border", "signer_name")
    copy_view_enabled = False
    create_template_name = "designs/admin/create.html"
    edit_template_name = "designs/admin/edit.html"


register_snippet(CertificateDesignViewSet)


@hooks.register("register_log_actions")
def design_actions(actions: LogActionRegistry) -> None:
    words = (_("Save certificate design"), _("Saved a design for certificates to come"))
    register_actions(actions, {"designs.publish": words})


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def use_from_now_on(request: HttpRequest, instance: Any) -> None:
    if isinstance(instance, CertificateDesign):
        publish_design(design=instance, by=request.user, at=clock.now())  # type: ignore[arg-type]


@hooks.register("after_delete_snippet")
def use_no_longer(request: HttpRequest, instances: list[Any]) -> None:
    for one in instances:
        if isinstance(one, CertificateDesign):
            withdraw_design(used_for=one.used_for, by=request.user, at=clock.now())  # type: ignore[arg-type]
