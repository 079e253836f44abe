from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..domain.invitations import withdraw_invitation
from .groups import EditGroupView, EndTeachingView, GroupView, NewGroupView, TakeOutView
from .leaving import WithdrawView
from .people import AnswerView, EnrolmentView, EnrolSomebodyView, InvitationsView, InvitationVerbView
from .ways import MakeKeyView, RevokeKeyView, WaysView

withdraw = InvitationVerbView.as_view(verb=withdraw_invitation, said=_("The invitation is withdrawn."))

app_name = "joining_admin"
urlpatterns = [
    path("", EnrolmentView.as_view(), name="enrolment"),
    path("requests/<int:pk>/answer/", AnswerView.as_view(), name="answer"),
    path("courses/<int:pk>/ways/", WaysView.as_view(), name="ways"),
    path("courses/<int:pk>/keys/", MakeKeyView.as_view(), name="make_key"),
    path("keys/<int:pk>/revoke/", RevokeKeyView.as_view(), name="revoke_key"),
    path("courses/<int:pk>/invitations/", InvitationsView.as_view(), name="invitations"),
    path("invitations/<int:pk>/renew/", InvitationVerbView.as_view(), name="renew_invitation"),
    path("invitations/<int:pk>/withdraw/", withdraw, name="withdraw_invitation"),
    path("courses/<int:pk>/enrol/", EnrolSomebodyView.as_view(), name="enrol"),
    path("courses/<int:pk>/learners/<int:enrolment>/withdraw/", WithdrawView.as_view(), name="withdraw"),
    path("courses/<int:pk>/groups/", NewGroupView.as_view(), name="groups"),
    path("groups/<int:pk>/", GroupView.as_view(), name="group"),
    path("groups/<int:pk>/change/", EditGroupView.as_view(), name="edit_group"),
    path("groups/teachers/<int:pk>/end/", EndTeachingView.as_view(), name="end_teaching"),
    path("groups/places/<int:pk>/take-out/", TakeOutView.as_view(), name="take_out"),
]
