"""The taxonomy and the units in the language of the reader."""

from django import template

from binhyen.places.models import Unit
from binhyen.portal import forms, queries
from binhyen.reports.catalogues import Category, Group

register = template.Library()


@register.filter
def named(thing: Category | Group | None) -> str:
    """Return the name of a category or a group."""
    return thing.name(forms.language()) if thing else ""


@register.filter
def examples(category: Category) -> str:
    """Return plain examples of a category."""
    return category.examples(forms.language())


@register.filter
def advice(category: Category | None) -> str:
    """Return what to do at once, empty for most categories."""
    return category.advice(forms.language()) if category else ""


@register.filter
def address(unit: Unit) -> str:
    """Return the full name of a commune with its province."""
    return queries.full_address(unit)
