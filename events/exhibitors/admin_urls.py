from django.urls import path

from .views.desk import (
    ChangePackageView,
    ExhibitorsView,
    ExhibitorView,
    FairView,
    NewExhibitorView,
    PackageView,
    TaskView,
)

app_name = "exhibitors_admin"
urlpatterns = [
    path("<int:pk>/exhibitors/", ExhibitorsView.as_view(), name="exhibitors"),
    path("<int:pk>/exhibitors/new/", NewExhibitorView.as_view(), name="new_exhibitor"),
    path("<int:pk>/exhibitors/terms/", FairView.as_view(), name="fair"),
    path("<int:pk>/exhibitors/<int:part>/", ExhibitorView.as_view(), name="exhibitor"),
    path("<int:pk>/exhibitors/<int:part>/package/", ChangePackageView.as_view(), name="change_package"),
    path("<int:pk>/exhibitor-packages/new/", PackageView.as_view(), name="new_package"),
    path("<int:pk>/exhibitor-packages/<int:part>/", PackageView.as_view(), name="package"),
    path("<int:pk>/exhibitor-tasks/new/", TaskView.as_view(), name="new_task"),
    path("<int:pk>/exhibitor-tasks/<int:part>/", TaskView.as_view(), name="task"),
]
