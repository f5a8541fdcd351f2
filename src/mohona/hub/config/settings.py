# SPDX-License-Identifier: Apache-2.0
"""Django's settings, made from `options`; nothing else reads the environment.

Importing this starts nothing and writes nothing: whoever needs the embedded database starts it
through `mohona.hub.config.postgres`.
"""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from mohona.hub.config import options as reading
from mohona.hub.config import postgres, secret

# forms.ModelForm[Person] and the like are written for the type checker; Django ignores them.
django_stubs_ext.monkeypatch()

OPTIONS = reading.read()
PACKAGE = Path(__file__).resolve().parents[2]
HTTPS = OPTIONS.public_url.startswith("https://")
PUBLIC = urlsplit(OPTIONS.public_url)

DEBUG = False
SECRET_KEY = secret.key(OPTIONS)
ALLOWED_HOSTS = sorted({str(PUBLIC.hostname), "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [OPTIONS.public_url]
ROOT_URLCONF = "mohona.hub.config.urls"
WSGI_APPLICATION = "mohona.hub.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "mohona.hub.ui",
    "mohona.hub.common",
    "mohona.hub.accounts",
    "mohona.hub.partners",
    "mohona.hub.sharing",
    "mohona.hub.intel",
    "mohona.hub.exchange",
    "mohona.hub.today",
    "mohona.hub.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "mohona.hub.exchange.taxii.door.Shortcut",
    "mohona.hub.api.shortcut.Shortcut",
    "django.middleware.security.SecurityMiddleware",
    "mohona.hub.config.headers.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mohona.hub.config.headers.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mohona.hub.ui.context.shell",
            ],
        },
    }
]


FORM_RENDERER = "mohona.hub.ui.forms.Renderer"


def _database() -> dict[str, object]:
    """Django's description of the database: a server's when named, otherwise the embedded one."""
    common: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }
    if OPTIONS.database_url is None:
        cluster = postgres.Cluster(OPTIONS.postgres_folder)
        return common | {
            "NAME": postgres.NAME,
            "USER": postgres.NAME,
            "HOST": str(cluster.socket_folder),
        }
    parts = urlsplit(OPTIONS.database_url)
    query = dict(parse_qsl(parts.query))
    return common | {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
    }


DATABASES = {"default": _database()}

# --- languages -------------------------------------------------------------------------------
LANGUAGE_CODE = OPTIONS.language
LANGUAGES = [("en", _("English")), ("bn", _("Bangla"))]
TIME_ZONE = OPTIONS.time_zone
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
# In a checkout the catalogues are at the top; in an installed package beside the rooms.
LOCALE_PATHS = [
    str(path) for path in (PACKAGE.parents[1] / "locale", PACKAGE / "locale") if path.is_dir()
]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# --- files and mail --------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = str(OPTIONS.data / "static")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(OPTIONS.data / "files")},
    },
    "staticfiles": {"BACKEND": "mohona.hub.config.assets.HashedFiles"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Bodies of machines are limited by their own door; forms by what a page can sensibly send.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OPTIONS.mail_from
if OPTIONS.mail_url:
    _mail = urlsplit(OPTIONS.mail_url)
    EMAIL_HOST = str(_mail.hostname)
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- sign-in ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "mohona.hub.config.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers treat plain http on the machine itself as safe; anything else needs https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Mohona"
MFA_ADAPTER = "mohona.hub.config.signin.SecondFactor"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators enter the addresses
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that a stranger types
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Mohona: "
_FORMS = "mohona.hub.accounts.signin_forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "LoginForm",
    "change_password": _FORMS + "ChangePasswordForm",
    "reset_password": _FORMS + "ResetPasswordForm",
    "reset_password_from_key": _FORMS + "ResetPasswordKeyForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "CodeForm",
    "reauthenticate": _FORMS + "CodeAgainForm",
    "activate_totp": _FORMS + "ActivateTOTPForm",
    "add_webauthn": _FORMS + "AddWebAuthnForm",
    "edit_webauthn": _FORMS + "EditWebAuthnForm",
}
# Attempts are counted in one place for all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(OPTIONS.data / "cache"),
        # Counters of failed sign-ins must not be washed out by attempts from many addresses.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# --- safety ----------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # mail addresses are unique whatever their case: a constraint on lower(email)
    "security.W008",  # whoever ends TLS in front of us redirects to https
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"mohona": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
