"""What a template says alike on every page is worked out once: fixed words, addresses without an argument, static files.

A page has some sixty such words and thirty such addresses, and to look each up again took a tenth of its time. The tags
are Django's own under their own names: `TEMPLATES` in the settings puts this library in the place of `i18n` and `static`
and among the built-in ones. Whatever depends on a variable goes Django's way.
"""

from django import template
from django.template import defaulttags
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.templatetags import i18n, static
from django.urls import get_script_prefix
from django.utils.translation import get_language

register = template.Library()
register.tags.update(static.register.tags | i18n.register.tags)
register.filters.update(i18n.register.filters)


class Constant(template.Node):
    """A node that says the same on every page of one language."""

    child_nodelists = ()

    def __init__(self, node: template.Node) -> None:
        self.node = node
        self.said: dict[object, str] = {}

    def render(self, context: Context) -> str:
        """Return what the node said the first time."""
        place = (get_language(), get_script_prefix(), context.autoescape)
        if place not in self.said:
            self.said[place] = self.node.render(context)
        return self.said[place]


def _is_fixed(expression: FilterExpression | None) -> bool:
    """Say whether an expression is a text in quotes, or not there."""
    return expression is None or (isinstance(expression.var, str) and not expression.filters)


@register.tag("translate")
def translate(parser: Parser, token: Token) -> template.Node:
    """Say a text in the language of the page."""
    node = i18n.do_translate(parser, token)
    text = parser.compile_filter(
        token.split_contents()[1]
    )  # as it stands: the node has made it a variable
    is_fixed = _is_fixed(text) and _is_fixed(node.message_context) and node.asvar is None
    return Constant(node) if is_fixed else node


@register.tag("url")
def url(parser: Parser, token: Token) -> template.Node:
    """Say the address of a page."""
    node = defaulttags.url(parser, token)
    is_fixed = _is_fixed(node.view_name) and not node.args and not node.kwargs
    return Constant(node) if is_fixed and node.asvar is None else node


@register.tag("static")
def static_file(parser: Parser, token: Token) -> template.Node:
    """Say the address of a static file."""
    node = static.do_static(parser, token)
    return Constant(node) if _is_fixed(node.path) and node.varname is None else node
