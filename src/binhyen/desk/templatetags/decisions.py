"""Number and day of a decision, as a link to the paper where the register holds it and the visitor may read it."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from binhyen.desk.posts import visit_of
from binhyen.documents import queries
from binhyen.places.models import Unit

register = template.Library()


@register.simple_tag(takes_context=True)
def decision(context: dict[str, Any], number: str, day: date, unit: Unit) -> "str | SafeString":
    """Return "12/QĐ-UBND, 05/03/2026" of a body of the unit; on a page of one thing, as it asks the register each time."""
    said = f"{number}, {day:%d/%m/%Y}"
    if not visit_of(context["request"]).may("documents.read", unit):
        return said
    paper = queries.named(unit, number, day)
    if paper is None:
        return said
    address = reverse("desk:document", args=[paper.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, said)
