"""The bench reads in Vietnamese: its screens are drawn and looked through for the commonest words of English.

What is not drawn by the server is said by scripts, whose catalogue is held against Wagtail's own list of messages.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
import wagtail.admin
from django.urls import reverse

from binhyen.newsroom import bench_words
from binhyen.newsroom.models import NewsIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOME = "/ban-lam-viec/tin-tuc/"
#: Words that stand in most English sentences of such screens and are no Vietnamese without marks, as "to" or "in" are.
ENGLISH = frozenset(re.findall(r"\w+", """the of and this that these is are was been be will can you your with without for not from by has have it its all any only
    page pages image images edit edited editing delete deleted publish published unpublish draft drafts save saved add added
    status history search view move copy select selected choose upload title comment comments workflow schedule scheduled
    settings filter filters sort sorted result results updated created lock locked unlock more options close loading show hide
    toggle preview usage live current version latest submit approve reject moderation awaiting review cancel back next previous
    latest date time user type section panel field fields required error errors warning help"""))  # fmt: skip
_SPOKEN = ("aria-label", "title", "placeholder", "alt")
#: What is not a sentence: the name of the product, addresses, and names of file types.
_NAMES = re.compile(
    r"Wagtail\s?[\d.]*|https?://\S+|[\w.+-]+@[\w.-]+|\b(?:AVIF|GIF|JPE?G|PNG|WEBP)\b"
)
_HIDDEN = {"script", "style", "symbol"}


class Words(HTMLParser):
    """What a page says, to the eye and to a screen reader."""

    def __init__(self):
        super().__init__()
        self.said, self.depth = [], 0

    def handle_starttag(self, tag, attrs):
        self.depth += tag in _HIDDEN
        self.said += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag):
        self.depth -= tag in _HIDDEN

    def handle_data(self, data):
        if not self.depth and data.strip():
            self.said.append(data)


def english(html):
    """Return the texts of a page in which a word of ENGLISH stands."""
    page = Words()
    page.feed(html)
    return {
        " ".join(text.split())
        for text in page.said
        if ENGLISH & set(re.findall(r"[a-z]+", _NAMES.sub("", text).lower()))
    }


@pytest.fixture
def articles(client, commune, editor, write, publish):
    """One article that is out, a draft and one that waits, with the news they stand in."""
    out, draft, waiting = publish(write("Đèn sáng")), write("Đường mới"), write("Chợ đêm")
    waiting.get_workflow().start(waiting, editor)
    client.force_login(editor)
    client.get(HOME)
    return NewsIndexPage.objects.get(unit=commune), out, draft, waiting


def pages(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def every_screen(articles, photo):
    """Return the addresses of the screens an editor and a head meet."""
    index, out, draft, waiting = articles
    task = waiting.current_workflow_task_state
    return [
        HOME, reverse("wagtailadmin_explore", args=[index.pk]), pages("add", "newsroom", "articlepage", index.pk),
        *(pages("edit", each.pk) for each in (out, draft, waiting)),
        pages("history", out.pk), pages("workflow_history", waiting.pk),
        pages("workflow_history_detail", waiting.pk, waiting.current_workflow_state.pk),
        pages("revisions_compare", out.pk, "earliest", "latest"), pages("usage", out.pk), pages("copy", out.pk),
        pages("delete", draft.pk), pages("unpublish", out.pk), pages("search"),
        pages("workflow_action", waiting.pk, "reject", task.pk), pages("workflow_action", waiting.pk, "approve", task.pk),
        pages("confirm_workflow_cancellation", waiting.pk),
        reverse("wagtailadmin_choose_page"), reverse("wagtailadmin_choose_page_external_link"),
        reverse("wagtailimages_chooser:choose"), reverse("wagtailimages:index"), reverse("wagtailimages:add"),
        reverse("wagtailimages:edit", args=[photo.pk]), reverse("wagtailimages:delete", args=[photo.pk]),
        f"{HOME}reports/workflow/", f"{HOME}reports/locked/", f"{HOME}reports/site-history/", f"{HOME}reports/aging-pages/",
    ]  # fmt: skip


def words_of(answer):
    """Return what a screen says: a page, or a dialogue that comes as JSON."""
    text = answer.content.decode()
    if not answer.headers["Content-Type"].startswith("application/json"):
        return text
    said = json.loads(text)
    return said.get("html", "")


def found(client, screens):
    """Return the English of each screen that has some."""
    left = {}
    for address in screens:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if some := english(words_of(answer)):
            left[address] = some
    return left


def test_the_head_meets_no_english_on_the_bench(client, articles, photo, head):
    client.force_login(head)
    assert found(client, every_screen(articles, photo)) == {}


def test_an_editor_meets_no_english_where_the_screens_are_the_editors_own(client, articles):
    index, _out, draft, waiting = articles
    own = [HOME, reverse("wagtailadmin_explore", args=[index.pk]), pages("edit", draft.pk), pages("edit", waiting.pk)]  # fmt: skip
    assert found(client, own) == {}


def test_what_is_wrong_in_a_form_and_what_was_done_is_said_in_vietnamese(client, articles, photo):
    refused = client.post(reverse("wagtailimages:add"), {})
    assert english(words_of(refused)) == set()
    fields = {"title": "Cầu mới", "description": "Cầu lúc chiều.", "seen": "NOBODY"}
    done = client.post(reverse("wagtailimages:edit", args=[photo.pk]), fields, follow=True)
    assert "Đã sửa ảnh “Cầu mới”." in words_of(done)


def test_every_message_of_the_scripts_has_its_vietnamese(client, articles):
    answer = client.get(reverse("wagtailadmin_javascript_catalog"))
    (catalogue,) = re.findall(
        r"const newcatalog = (\{.*?\});\n", answer.content.decode(), re.DOTALL
    )
    known = json.loads(catalogue)
    folder = Path(wagtail.admin.__file__).parent / "locale" / "en" / "LC_MESSAGES"
    asked = [entry.msgid for entry in polib.pofile(str(folder / "djangojs.po"))]
    assert [msgid for msgid in asked if msgid not in known] == []


def test_every_word_of_the_bench_is_heard():
    from django.utils.translation import gettext

    (path,) = Path(bench_words.__file__).parent.glob("locale/vi/*/django.po")
    plain = [e for e in polib.pofile(str(path)) if not e.msgctxt and not e.msgid_plural]
    drowned = [e.msgid for e in plain if gettext(e.msgid) != e.msgstr]
    assert drowned == [], "a room of ours says it otherwise and goes before"
