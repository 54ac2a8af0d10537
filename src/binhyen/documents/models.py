"""Bodies that issue papers, their series of numbers, papers with their steps and files, and what came in.

Names in these tables are of officers who act, as the paper itself names them; nothing else is kept of anybody.
"""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from binhyen.documents import rules
from binhyen.documents.content import Content, Head, from_json
from binhyen.documents.workflow import OPEN, REGISTERED, Act, State
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Unit

LONGEST_TITLE = 500
LONGEST_NOTE = 500
LONGEST_NUMBER = 60

STATES = {
    State.DRAFT: pgettext_lazy("paper", "draft"),
    State.CONTENT_CHECK: pgettext_lazy("paper", "content to be checked"),
    State.FORM_CHECK: pgettext_lazy("paper", "form to be checked"),
    State.TO_SIGN: pgettext_lazy("paper", "to be signed"),
    State.SIGNED: pgettext_lazy("paper", "signed, to be numbered"),
    State.NUMBERED: pgettext_lazy("paper", "numbered, to be issued"),
    State.ISSUED: pgettext_lazy("paper", "issued"),
    State.CANCELLED: pgettext_lazy("paper", "cancelled, not issued"),
    State.DROPPED: pgettext_lazy("paper", "put away"),
}
ACTS = {
    Act.DRAFT: pgettext_lazy("paper", "Drafted"),
    Act.CHANGE: pgettext_lazy("paper", "Changed"),
    Act.SUBMIT: pgettext_lazy("paper", "Handed in for the check of its content"),
    Act.CHECK_CONTENT: pgettext_lazy("paper", "Content checked"),
    Act.CHECK_FORM: pgettext_lazy("paper", "Form checked, sent for signing"),
    Act.SEND_BACK: pgettext_lazy("paper", "Sent back"),
    Act.SIGN: pgettext_lazy("paper", "Signed"),
    Act.NUMBER: pgettext_lazy("paper", "Numbered"),
    Act.SEAL: pgettext_lazy("paper", "Signed by the body"),
    Act.ISSUE: pgettext_lazy("paper", "Issued"),
    Act.CANCEL: pgettext_lazy("paper", "Cancelled before issue"),
    Act.ENTER: pgettext_lazy("paper", "Entered from the paper register"),
    Act.DROP: pgettext_lazy("paper", "Put away"),
}


class Issuer(models.Model):
    """A body in whose name papers are issued: a People's Committee, its chair, a steering committee.

    Each has series of its own (Decree 30/2020, App. I, II.3(a)); whether one or one for each type its head decides.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issuers")
    name = models.CharField(max_length=200)  # as it stands on top: "Ban Chỉ đạo 138 xã Mỹ Lạc"
    parent = models.CharField(max_length=200, blank=True)  # the line above it
    code = models.CharField(max_length=20)  # in the symbol: "UBND", "BCĐ"
    letter_code = models.CharField(max_length=20, blank=True)  # of official letters: "VX"
    place = models.CharField(max_length=80)  # before the date: "Mỹ Lạc"
    has_series_by_kind = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="documents_issuer_once")
        ]

    class Privacy:
        plain = {
            "id", "unit", "name", "parent", "code", "letter_code", "place", "has_series_by_kind",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of its unit and of what that went into."""
        return places.paths_onward(self.unit)


class Series(models.Model):
    """The numbers of one year, from 01: a body's, of one kind or of all, or those of what comes in to a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: None: the numbers of arrival.
    issuer = models.ForeignKey(Issuer, models.PROTECT, null=True, related_name="series")
    #: The code of a kind; empty where one series is for all.
    kind = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "year"], name="documents_series_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(issuer=None), name="documents_arrivals_once"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "issuer", "kind", "year", "last"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.issuer_id} {self.kind} {self.year}: {self.last}"


class OwnWording(models.Model):
    """A version of a province's own text of one kind of paper, in the form of the house's wordings.

    Versions count from 1 and stay; at most one of a kind is in use, and where none is, the house's text is.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="own_wordings")
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    name = models.CharField(
        max_length=120
    )  # what is different in it, as the administrator calls it
    said = models.TextField()
    is_used = models.BooleanField(default=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "key", "version"], name="documents_own_wording_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "key"], condition=Q(is_used=True), name="documents_one_wording_used"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "key", "version", "name", "said", "is_used", "by", "at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.key} {self.version}"

    @property
    def reference(self) -> str:
        """The name the trail knows it by."""
        return f"wording {self.pk}"


_REGISTERED = sorted(state.value for state in REGISTERED)


class PaperQuerySet(models.QuerySet["Paper"]):
    """Filters on papers."""

    def open(self) -> "PaperQuerySet":
        """Keep those that somebody still works on."""
        return self.filter(state__in=[state.value for state in OPEN])

    def issued(self) -> "PaperQuerySet":
        """Keep those that went out."""
        return self.filter(state=State.ISSUED.value)

    def registered(self) -> "PaperQuerySet":
        """Keep those that stand in the register under a number, whether they went out or not."""
        return self.filter(state__in=_REGISTERED)


class Paper(models.Model):
    """One paper, from its draft to the day it is issued or cancelled; after that the database lets nobody change it, and its
    number and words from the moment it is numbered."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="papers")
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=LONGEST_TITLE)
    #: What `content.to_json` wrote; empty for a paper that was issued before the house kept it.
    content = models.JSONField(default=dict, blank=True)
    #: What was typed into the form of its wording, and which wording, to go on with.
    wording = models.CharField(max_length=60, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    #: The province's version that it was begun with; None for the house's own text.
    own_wording = models.ForeignKey(OwnWording, models.PROTECT, null=True, related_name="papers")
    state = models.CharField(max_length=14, choices=[(state.value, label) for state, label in STATES.items()])  # fmt: skip
    version = models.PositiveIntegerField(default=1)
    drafter = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    content_checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    form_checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    #: As it stands under the signature; who said so in the house is in the steps.
    signer_name = models.CharField(max_length=120, blank=True)
    signer_office = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="papers")
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=LONGEST_NUMBER)
    #: The day it is issued under.
    day = models.DateField(null=True)
    recipients = models.TextField(blank=True)
    keeper = models.CharField(max_length=120, blank=True)
    copies = models.PositiveSmallIntegerField(null=True)
    sent_on = models.DateField(null=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    #: It was issued before the house kept it, and its number was typed in.
    is_entered = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    #: Folded words to search in.
    search_key = models.TextField(blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="documents_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=_REGISTERED)
                | Q(series__isnull=False, number__gte=1, day__isnull=False),
                name="documents_registered_is_numbered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_REGISTERED) | Q(number=None),
                name="documents_number_only_registered",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="documents_of_unit")]

    class Privacy:
        plain = {
            "id", "unit", "issuer", "kind", "title", "content", "wording", "fields", "own_wording", "state", "version", "drafter",
            "drafted_at", "content_checked_by", "form_checked_by", "signer_name", "signer_office", "signed_on", "series",
            "number", "symbol", "day", "recipients", "keeper", "copies", "sent_on", "note", "is_entered", "replaces",
            "search_key",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.written or self.symbol} {self.title}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of its unit and of what that went into."""
        return places.paths_onward(self.unit)

    @property
    def reference(self) -> str:
        """The name the trail knows it by."""
        return f"paper {self.pk}"

    @property
    def written(self) -> str:
        """Number and symbol as they are written, empty before it has them."""
        return rules.written(self.number, self.symbol) if self.number else ""

    @property
    def said(self) -> Content:
        """What it says. Raises ValueError for a paper of which only the register is kept."""
        return from_json(json.dumps(self.content))

    def head(self, *, number: int | None = None, day: Any = None) -> Head:
        """Return what stands on top of it, with this number and day or with its own."""
        return Head(
            parent=self.issuer.parent, body=self.issuer.name, symbol=self.symbol, place=self.issuer.place,
            number=number or self.number, day=day or self.day, year=self.drafted_at.year,
        )  # fmt: skip


class Step(models.Model):
    """One thing done to a paper: never changed, never removed."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=14, choices=[(act.value, label) for act, label in ACTS.items()])  # fmt: skip
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Privacy:
        plain = {"id", "paper", "act", "by", "at", "words"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.paper_id} {self.act}"


class FileKind(models.TextChoices):
    """What a kept file of a paper is."""

    SENT = "SENT", pgettext_lazy("file", "PDF sent for signing")
    SIGNED = "SIGNED", pgettext_lazy("file", "Signed PDF")
    PDF = "PDF", pgettext_lazy("file", "PDF with its number")
    DOCX = "DOCX", pgettext_lazy("file", "DOCX with its number")
    SEALED = "SEALED", pgettext_lazy("file", "PDF signed by the body")


class PaperFile(models.Model):
    """A file of a paper as it was on its day, with its hash: never changed, never removed."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=6, choices=FileKind.choices)
    #: Path below MEDIA_ROOT; random, says nothing of the paper.
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()
    #: Of a signed one: whom the certificates name, and when they say it was signed. Empty where it was signed by hand.
    signatures = models.JSONField(default=list, blank=True)

    class Privacy:
        plain = {"id", "paper", "kind", "file", "sha256", "size", "at", "signatures"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.paper_id} {self.kind} {self.sha256[:12]}"


class Arrival(models.Model):
    """A paper that came in: the columns of the registers of Decree 30/2020, App. IV, and its scan where there is one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, related_name="arrivals")
    number = models.PositiveIntegerField()
    arrived_on = models.DateField()
    author = models.CharField(max_length=200)
    sign = models.CharField(max_length=LONGEST_NUMBER)  # its own number and symbol
    dated_on = models.DateField()
    title = models.CharField(max_length=LONGEST_TITLE)
    #: The unit or officer it was handed to.
    handed_to = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    # the register that follows what was asked
    due_on = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=LONGEST_NOTE, blank=True)
    answered_by = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    #: The paper as it was scanned: path below MEDIA_ROOT and hash; empty where there is none.
    scan = models.CharField(max_length=120, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    search_key = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="documents_arrival_once")
        ]

    class Privacy:
        plain = {
            "id", "unit", "series", "number", "arrived_on", "author", "sign", "dated_on", "title", "handed_to", "handed_on",
            "note", "due_on", "progress", "answered_by", "scan", "scan_sha256", "entered_by", "version", "search_key",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.number} {self.sign}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of its unit and of what that went into."""
        return places.paths_onward(self.unit)

    @property
    def reference(self) -> str:
        """The name the trail knows it by."""
        return f"arrival {self.pk}"
