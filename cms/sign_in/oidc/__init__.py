"""Signing in with another house's account: generic OpenID Connect, off until `SAMVIRKE_OIDC_FILE` names a file.

An app of its own in INSTALLED_APPS, because allauth looks for `provider.py` there. See docs/sign-in.md.
"""
