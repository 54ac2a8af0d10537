"""Texts that stand alike on every page are worked out once, and still follow the reader and the house."""

from django.template import Context, Template
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from binhyen.core.templatetags.constants import Constant

LOG_OUT = Template('{% load i18n %}{% translate "Log out" %}')


def test_one_template_speaks_the_language_of_each_reader() -> None:
    said = []
    for language in ("vi", "en", "vi"):
        with override(language):
            said.append(LOG_OUT.render(Context()))

    assert said == ["Đăng xuất", "Log out", "Đăng xuất"]


def test_a_word_that_has_a_context_keeps_it() -> None:
    template = Template('{% load i18n %}{% translate "Menu" context "look" %}')

    with override("vi"):
        assert template.render(Context()) != "Menu"
    assert isinstance(template.nodelist[-1], Constant)


def test_what_depends_on_a_variable_is_said_anew_each_time() -> None:
    template = Template(
        '{% load i18n %}{% translate word %} {% url name %} {% translate "Log out"|upper %}'
    )

    with override("en"):
        first = template.render(Context({"word": "Log out", "name": "portal:home"}))
        second = template.render(Context({"word": "Matters", "name": "portal:report"}))

    assert first == f"Log out {reverse('portal:home')} LOG OUT"
    assert second == f"Matters {reverse('portal:report')} LOG OUT"


def test_an_address_follows_the_house_that_is_moved_below_another_path() -> None:
    template = Template('{% url "portal:report" %}')
    before = template.render(Context())
    try:
        set_script_prefix("/xa/")
        assert template.render(Context()) == f"/xa{before}"
    finally:
        set_script_prefix("/")
