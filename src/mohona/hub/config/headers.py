# SPDX-License-Identifier: Apache-2.0
"""What is added to the answers that pages give; machines' doors decide for themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

Handler = Callable[[HttpRequest], HttpResponseBase]

# No inline script and nothing from elsewhere. Styles may be inline: server-made SVG needs that.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)


class ContentSecurityPolicy:
    """Adds the policy to every page that has none of its own, and keeps pages out of caches.

    A page shows what one person may see: no proxy and no browser keeps it, also for the way back
    after signing out.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Security-Policy", POLICY)
            response.headers.setdefault("Permissions-Policy", "camera=(), microphone=()")
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class CompressPages(GZipMiddleware):
    """Compresses HTML and SVG; other bodies are left to the view that made them.

    Django's middleware pads pages with random bytes, which keeps secrets in them from being
    guessed by their compressed length (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.get("Content-Type", "").partition(";")[0] in ("text/html", "image/svg+xml"):
            return super().process_response(request, response)
        return response
