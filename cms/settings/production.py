"""For real people: secrets from the environment or files (SECRET_KEY_FILE), HTTPS, real mail."""

from .base import *

SECRET_KEY = env.str("SECRET_KEY")
# Keys used before: the secrets of second factors, and links that are out, go on working.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# How many proxies stand before the web server: their X-Forwarded-For says who a visitor is (rate limits count by it).
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1)

EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
# TLS from the first byte (465) or after STARTTLS (587): one of them at most.
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
# Seconds to wait for a mail server: without an end, one that says nothing would hold a worker for ever.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)

if redis_url := env.str("REDIS_URL", ""):
    _redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    CACHES = {name: {**_redis, "KEY_PREFIX": name} for name in CACHES}
