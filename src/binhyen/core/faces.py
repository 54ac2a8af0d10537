"""What every page shares: the language chosen, the names of the house, form rendering, and the page for a lost form.

Vietnamese is first whatever a phone's browser says it prefers; English is one tap away and remembered.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

#: Text sizes offered on every page, in percent of the browser's own.
TEXT_SIZES = (100, 125, 150)


class LanguageMiddleware:
    """Activate the language of the cookie, else Vietnamese; Accept-Language is not asked on purpose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.offered = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.offered else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class FormRenderer(TemplatesSetting):
    """Render every form with the house's own field template."""

    form_template_name = "binhyen/form.html"
    field_template_name = "binhyen/field.html"


def house(request: HttpRequest) -> dict[str, Any]:
    """Return what every template may use: the emergency numbers, whether this is the demo, text sizes."""
    return {
        "emergency_numbers": settings.EMERGENCY_NUMBERS,
        "is_demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "text_sizes": TEXT_SIZES,
    }


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection has run out; what was typed is shown again so that it can be resent."""
    return render(
        request,
        "binhyen/csrf_failure.html",
        {
            "typed": [
                (name, value)
                for name in request.POST
                if name != "csrfmiddlewaretoken" and "password" not in name
                for value in request.POST.getlist(name)
            ],
            "action": request.get_full_path(),
        },
        status=403,
    )
