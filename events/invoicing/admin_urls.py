app_name = "invoices_admin"
urlpatterns: list = []
