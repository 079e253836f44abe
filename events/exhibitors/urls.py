from django.urls import path

from .views import applications, changing, leads, own_page, sharing

urlpatterns = [
    path("events/<uuid:uid>/stand/", applications.application, name="apply_for_stand"),
    path("events/<uuid:uid>/stand/received/", applications.received, name="stand_applied"),
    path("exhibiting/scan/<str:token>/", leads.scan, name="scan_leads"),
    path("exhibiting/<str:token>/", own_page.own_page, name="own_exhibitor_page"),
    path("exhibiting/<str:token>/answer/", own_page.answer, name="answer_stand_offer"),
    path("exhibiting/<str:token>/package/", changing.change, name="change_own_package"),
    path("exhibiting/<str:token>/give-back/", own_page.give_back, name="give_stand_back"),
    path("exhibiting/<str:token>/leads/", leads.download, name="exhibitor_leads"),
    path("exhibiting/<str:token>/tasks/<int:pk>/", own_page.task, name="exhibitor_task"),
    path("places/<str:token>/exhibitors/", sharing.share_from_place, name="share_with_exhibitors"),
]
