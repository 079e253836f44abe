"""Names and addresses as they are typed, refused in words for a form."""

from django import forms

from cms.people.emails import WrongEmail, WrongName, check_email, check_name


def good_name(name: str) -> str:
    try:
        return check_name(name)
    except WrongName as wrong:
        raise forms.ValidationError(wrong.reason) from None


def good_email(email: str) -> str:
    try:
        return check_email(email)
    except WrongEmail as wrong:
        raise forms.ValidationError(str(wrong)) from None
