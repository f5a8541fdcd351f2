# SPDX-License-Identifier: Apache-2.0
"""The hub as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mohona.hub.config.settings")
application = get_wsgi_application()
