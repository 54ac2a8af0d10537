"""Every shared page is whole: what it points to exists, and the content policy finds nothing to refuse."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from binhyen.core import charts
from binhyen.core.templatetags.binhyen import draw_bar_chart
from binhyen.core.tests.pages import faults


class Ask(forms.Form):
    """One field of every kind."""

    kind = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("Loud", [("a", "Noise"), ("b", "Fight")])]
    )
    ways = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("s", "SMS"), ("w", "Web")]
    )
    text = forms.CharField(widget=forms.Textarea, max_length=200, help_text="What happened")
    unit = forms.ChoiceField(choices=[("", "-"), ("1", "One")])
    on = forms.DateField(help_text="27/03/2025")
    photo = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*"}))
    word = forms.CharField(widget=forms.PasswordInput)
    note = forms.CharField(required=False)
    sure = forms.BooleanField(help_text="Really")
    lat = forms.FloatField(widget=forms.HiddenInput, required=False)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False)

    def clean(self):
        self.add_error(None, "Something about the whole")


FORM = """{% extends "binhyen/base.html" %}{% block title %}t{% endblock %}{% block main %}<h1>t</h1>
{% include "binhyen/quick_exit.html" %}{% include "binhyen/emergency.html" %}
<form method="post">{{ form }}{% include "binhyen/map_field.html" with lat=form.lat lon=form.lon boundary_url="/b" at_url="/a" %}</form>
{% include "binhyen/empty.html" with title="Nothing" text="x" url="/" label="y" %}{% include "binhyen/pagination.html" %}
{% load binhyen %}{% bar_chart "k" "Kinds" rows %}{% endblock %}"""

PAGES = ["400.html", "403.html", "404.html", "429.html", "500.html", "binhyen/csrf_failure.html"]


@pytest.fixture
def request_():
    request = RequestFactory().get("/somewhere/?a=1&b=<x>")
    request.user = AnonymousUser()
    return request


@pytest.fixture(params=["vi", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("template", PAGES)
def test_page_is_whole_in_both_languages(template, request_, language):
    html = render_to_string(
        template, {"action": "/x/", "typed": [("text", "a")], "is_ours": True}, request_
    )
    assert faults(html) == []


@pytest.mark.parametrize("data", [None, {}], ids=["empty", "with errors"])
def test_page_with_every_kind_of_field_is_whole(data, request_, language):
    context = {"form": Ask(data), "page": Paginator(range(90), 10).page(3), "rows": [("a", 2)]}
    html = engines["django"].from_string(FORM).render(context, request_)
    assert faults(html) == []


def test_desk_page_names_user_menu_and_messages(request_, language):
    context = {
        "desk_menu": [("/a/", "Inbox", True), ("/b/", "Figures", False)],
        "user": "Hạnh",
        "desk_post": "duty officer",
        "messages": [Message(constants.SUCCESS, "Saved"), Message(constants.ERROR, "Not saved")],
    }
    page = '{% extends "binhyen/desk.html" %}{% block main %}<h1>x</h1>{% endblock %}'
    html = engines["django"].from_string(page).render(context, request_)
    assert faults(html) == []
    assert "Hạnh" in html and "duty officer" in html
    assert 'aria-current="page">Inbox' in html
    assert "govuk-notification-banner--success" in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["login/", "password/reset/", "inactive/"])
def test_account_page_is_whole(client, path):
    response = client.get(f"/tai-khoan/{path}")
    assert response.status_code == 200
    assert faults(response.content.decode()) == []


@pytest.mark.django_db
def test_login_asks_for_one_name_and_says_what_is_wrong_in_vietnamese(client):
    html = client.post("/tai-khoan/login/", {"login": "", "password": ""}).content.decode()
    assert "E-mail hoặc số điện thoại – Hãy điền hoặc chọn mục này." in html
    assert faults(html) == []


def test_error_summary_leads_to_the_first_choice_of_a_question(request_):
    html = render_to_string("binhyen/error_summary.html", {"form": Ask({})}, request_)
    assert 'href="#id_kind_0_0"' in html
    assert 'href="#id_ways_0"' in html
    assert 'href="#id_text"' in html


def test_every_wrong_field_is_marked_and_named(request_):
    html = str(Ask({}))
    assert html.count("govuk-form-group--error") == 8
    assert re.search(r'<textarea[^>]*class="govuk-textarea govuk-textarea--error', html)
    assert 'aria-describedby="id_text_helptext id_text_error id_text-info"' in html


def test_a_placeholder_is_never_shown():
    class Quiet(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "name"}))

    assert "placeholder" not in str(Quiet()["name"].as_field_group())


def test_what_was_typed_stays_in_the_form():
    html = str(Ask({"text": "<b>loud</b>", "ways": ["w"], "unit": "1"}))
    assert "&lt;b&gt;loud&lt;/b&gt;" in html
    assert re.search(r'value="w"[^>]*checked', html)
    assert re.search(r'value="1" selected', html)


def test_a_choice_may_carry_a_hint():
    class Hinted(forms.Form):
        way = forms.ChoiceField(widget=forms.RadioSelect, choices=[("n", "Named"), ("a", "Hidden")])

    form = Hinted()
    form.fields["way"].widget.hints = {"a": "We cannot ask you back."}
    html = str(form["way"].as_field_group())
    assert 'aria-describedby="id_way_1-hint"' in html
    assert "We cannot ask you back." in html


def test_bars_are_drawn_against_the_longest_and_never_below_zero():
    chart = charts.bar_chart(
        name="x",
        title="t",
        description="d",
        rows=[("a", 50, "50"), ("b", 100, "100"), ("c", -1, "-")],
    )
    assert [bar.width for bar in chart.bars] == [180, 360, 0]


@pytest.mark.parametrize(("spoken", "written"), [("vi", "1.812"), ("en", "1,812")])
def test_a_chart_writes_numbers_as_the_language_does(spoken, written):
    with translation.override(spoken):
        chart = draw_bar_chart("x", "t", [("a", 1812)])["chart"]
    assert chart.bars[0].shown == written
    assert chart.description == f"a: {written}"


def test_a_chart_without_rows_is_drawn_empty():
    assert charts.bar_chart(name="x", title="t", description="d", rows=[]).bars == ()
