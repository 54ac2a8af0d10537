"""A select looks as Django's own template draws it."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.utils import override_settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from binhyen.core import selects

CHOICES = [
    ("", _("all")),
    ("a&b", "Ấp <b>1</b> & 2"),
    ("Ven sông", [("1", "Ấp 'Một'"), (2, mark_safe("<i>Hai</i>"))]),
    (None, "none"),
]


def _squeezed(html: str) -> str:
    return "".join(line.strip() for line in str(html).splitlines())


def _both(widget: forms.Select, chosen: object) -> tuple[str, str]:
    attrs = {"id": "id_x", "required": True, "disabled": False, "data-n": 3, "title": 'a "b"'}
    context = widget.get_context("x", chosen, attrs)
    of_django = DjangoTemplates().render(selects.TEMPLATE, context)
    return _squeezed(selects.drawn(context["widget"])), _squeezed(of_django)


def test_a_select_is_drawn_as_django_draws_it() -> None:
    for chosen in ("", "a&b", 2, None):
        ours, theirs = _both(forms.Select(choices=CHOICES), chosen)
        assert ours == theirs


def test_several_may_be_chosen() -> None:
    ours, theirs = _both(forms.SelectMultiple(choices=CHOICES), ["1", "2"])
    assert ours == theirs
    assert ours.count("selected") == 2


@override_settings(FORM_RENDERER="binhyen.core.faces.FormRenderer")
def test_forms_of_the_house_draw_it_so() -> None:
    class Form(forms.Form):
        x = forms.ChoiceField(choices=CHOICES)

    assert "&lt;b&gt;1&lt;/b&gt; &amp; 2" in str(Form()["x"])
