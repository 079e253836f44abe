from django.urls import path

from .views.export import ExportView
from .views.invoice import (
    CreditNotePdfView,
    CreditView,
    InvoicePage,
    InvoicePdfView,
    PaymentView,
    RefundView,
    StepView,
    TakeBackView,
)
from .views.issuing import InvoiceAllView, InvoiceBookingView, RunView
from .views.lists import InvoicesView
from .views.occurrence import AccountingView, KeepChargeView, MoneyView, PayerView
from .views.paid import PaidView

app_name = "invoices_admin"
urlpatterns = [
    path("", InvoicesView.as_view(), name="invoices"),
    path("payment/", PaidView.as_view(), name="paid"),
    path("export/", ExportView.as_view(), name="export"),
    path("<int:invoice>/", InvoicePage.as_view(), name="invoice"),
    path("<int:invoice>/pdf/", InvoicePdfView.as_view(), name="pdf"),
    path("<int:invoice>/payment/", PaymentView.as_view(), name="payment"),
    path("<int:invoice>/payment/<int:payment>/take-back/", TakeBackView.as_view(), name="take_back"),
    path("<int:invoice>/refund/", RefundView.as_view(), name="refund"),
    path("<int:invoice>/credit/", CreditView.as_view(), name="credit"),
    path("<int:invoice>/credit/<int:note>/pdf/", CreditNotePdfView.as_view(), name="credit_pdf"),
    path("<int:invoice>/remind/", StepView.as_view(what="remind"), name="remind"),
    path("<int:invoice>/send-again/", StepView.as_view(what="send_again"), name="send_again"),
    path("event/<int:pk>/", MoneyView.as_view(), name="money"),
    path("event/<int:pk>/all/", InvoiceAllView.as_view(), name="invoice_all"),
    path("event/<int:pk>/run/<int:run>/", RunView.as_view(), name="run"),
    path("event/<int:pk>/accounting/", AccountingView.as_view(), name="accounting"),
    path("event/<int:pk>/booking/<int:booking>/", InvoiceBookingView.as_view(), name="invoice_booking"),
    path("event/<int:pk>/booking/<int:booking>/payer/", PayerView.as_view(), name="payer"),
    path("event/<int:pk>/place/<int:invoiced>/keep/", KeepChargeView.as_view(), name="keep_charge"),
]
