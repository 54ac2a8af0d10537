"""Asks the policy from a template, for a link that only some may follow; and says what a version is called."""

from typing import Any

from django import template

from binhyen.desk.posts import visit_of
from binhyen.desk.scorecard import sentences
from binhyen.people import policy
from binhyen.places.models import LOCAL_LEVELS, Unit

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], action: str, thing: policy.Held) -> bool:
    """Say whether the visitor may do `action` on `thing`: to show a link, not to act."""
    return visit_of(context["request"]).may(action, thing)


@register.filter
def is_local(unit: Unit) -> bool:
    """Say whether it is an area, an agency, an enterprise or a school: nothing lies below it, and its commune keeps the force."""
    return unit.level in LOCAL_LEVELS


@register.filter
def version(name: str) -> str:
    """Return the version of a catalogue as people write it."""
    return sentences.version(name)
