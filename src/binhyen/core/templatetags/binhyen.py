"""What the templates of the look ask of Python: classes on widgets, choices in groups, the id an error link leads to."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.core import charts

register = template.Library()

KINDS: list[tuple[type[widgets.Widget], str]] = [
    (widgets.CheckboxSelectMultiple, "checkboxes"),  # before RadioSelect: it is one, too
    (widgets.RadioSelect, "radios"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.FileInput, "file"),
    (widgets.PasswordInput, "password"),
    (widgets.Textarea, "textarea"),
    (widgets.Select, "select"),
    (widgets.DateInput, "date"),
    (widgets.DateTimeInput, "date"),
    (widgets.TimeInput, "date"),
]

CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "by-file",
    "checkbox": "govuk-checkboxes__input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "date": "govuk-input by-input-date",
    "input": "govuk-input",
}


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox, as a template draws it."""

    widget: dict[str, Any]
    hint: str

    @property
    def id(self) -> str:
        """The id of the input."""
        return str(self.widget["attrs"].get("id", ""))


@register.filter
def kind(field: BoundField) -> str:
    """Return how the field is drawn: radios, checkboxes, checkbox, file, password, textarea, select, date or input."""
    widget = field.field.widget
    return next((name for of, name in KINDS if isinstance(widget, of)), "input")


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Return the widget with the classes of the look and, for counted text, the id of its counter."""
    drawn = kind(field)
    base = CLASSES.get(drawn, "")
    own = field.field.widget.attrs.get("class", "")
    wrong = f"{base.split()[0]}--error" if field.errors and base else ""
    # A placeholder says the label once more and is gone as soon as one types: never shown.
    attrs: dict[str, Any] = {
        "class": " ".join(filter(None, (base, wrong, own))),
        "placeholder": False,
    }
    if drawn == "textarea" and counted(field):
        attrs["class"] += " govuk-js-character-count"
        described = [field.aria_describedby or "", f"{field.auto_id}-info"]
        attrs["aria-describedby"] = " ".join(filter(None, described))
    return field.as_widget(attrs=attrs)


@register.filter
def counted(field: BoundField) -> int:
    """Return how many characters a text may have, 0 when it is not counted."""
    return int(field.field.widget.attrs.get("maxlength") or 0)


@register.filter
def counter_texts(field: BoundField) -> list[tuple[str, str]]:
    """Return the sentences of the character counter, named as its script names them."""
    texts = [
        ("characters-under-limit.one", _("You have one character left")),
        ("characters-under-limit.other", _("You have {count} characters left")),
        ("characters-at-limit", _("You have no characters left")),
        ("characters-over-limit.one", _("You are one character over the limit")),
        ("characters-over-limit.other", _("You are {count} characters over the limit")),
    ]
    return [(name, text.replace("{count}", "%{count}")) for name, text in texts]


@register.filter
def choices(field: BoundField) -> list[tuple[str, list[Choice]]]:
    """Return the choices by group; a widget may carry `hints`, a mapping of value to one line under the choice."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    context = widget.get_context(field.html_name, field.value(), attrs)["widget"]
    hints: dict[str, str] = getattr(widget, "hints", {})
    return [
        (
            str(name or ""),
            [Choice(option, str(hints.get(str(option["value"]), ""))) for option in options],
        )
        for name, options, _index in context["optgroups"]
    ]


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id of the element an error message leads to: the first choice, else the widget itself."""
    if kind(field) in {"radios", "checkboxes"}:
        return next((choice.id for _name, group in choices(field) for choice in group), "")
    return field.id_for_label or field.auto_id


@register.inclusion_tag("binhyen/bar_chart.html", name="bar_chart")
def draw_bar_chart(
    name: str, title: str, rows: list[tuple[str, float]], description: str = ""
) -> dict[str, Any]:
    """Draw (label, number) rows as bars with their table; numbers are written as the language writes them."""
    shown = [
        (str(label), float(value), number_format(value, force_grouping=True))
        for label, value in rows
    ]
    said = description or "; ".join(f"{label}: {text}" for label, _value, text in shown)
    return {"chart": charts.bar_chart(name=name, title=title, description=said, rows=shown)}
