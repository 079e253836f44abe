from django.urls import path

from .views import files, joining, letters, meetings, members, minutes, networks, steps

urlpatterns = [
    path("networks/", networks.all_networks, name="networks"),
    path("networks/invitations/<str:token>/", joining.invitation, name="network_invitation"),
    path("networks/<uuid:key>/", networks.network, name="network"),
    path("networks/<uuid:key>/join/", joining.join, name="join_network"),
    path("networks/<uuid:key>/leave/", joining.leave, name="leave_network"),
    path("networks/<uuid:key>/members/", members.member_list, name="network_members"),
    path("networks/<uuid:key>/members/invite/", members.invite, name="invite_to_network"),
    path("networks/<uuid:key>/members/mail/", letters.letter, name="write_to_network"),
    path("networks/<uuid:key>/members/<int:pk>/", members.member, name="network_member"),
    path("networks/<uuid:key>/requests/<int:pk>/", members.answer, name="answer_network_request"),
    path("networks/<uuid:key>/settings/", members.settings, name="network_settings"),
    path("networks/<uuid:key>/meetings/new/", meetings.new_meeting, name="new_network_meeting"),
    path("networks/<uuid:key>/meetings/several/", meetings.new_meetings, name="new_network_meetings"),
    path("networks/<uuid:key>/meetings/<uuid:uid>/", steps.meeting, name="network_meeting"),
    path("networks/<uuid:key>/meetings/<uuid:uid>/<slug:what>/", steps.step, name="network_meeting_step"),
    path("networks/<uuid:key>/minutes/<uuid:uid>/", minutes.minutes, name="network_minutes"),
    path("networks/<uuid:key>/minutes/<uuid:uid>/minutes.pdf", minutes.paper, name="network_minutes_pdf"),
    path("networks/<uuid:key>/minutes/<uuid:uid>/write/", minutes.write, name="write_network_minutes"),
    path("networks/<uuid:key>/files/new/", files.new_file, name="new_network_file"),
    path("networks/<uuid:key>/files/<uuid:file>/", files.file, name="network_file"),
    path("networks/<uuid:key>/files/<uuid:file>/<int:number>/", files.fetch, name="fetch_network_file"),
]
