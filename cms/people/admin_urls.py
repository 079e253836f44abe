from django.urls import path

from .views import roles

app_name = "people_admin"
urlpatterns = [
    path("", roles.RolesView.as_view(), name="roles"),
    path("<slug:key>/", roles.RoleView.as_view(), name="role"),
    path("<slug:key>/take/<int:pk>/", roles.TakeRoleView.as_view(), name="take_role"),
]
