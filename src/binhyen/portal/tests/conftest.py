"""What the pages' tests share: a commune somebody works in, a clock that stands, a person who fills in the form."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from binhyen.core import clock

SUBJECT = {"category": "NOI"}
STORY = {"words": "Hát loa kéo đến nửa đêm (chuyện bịa để thử).", "when": "now"}
YOU = {"disclosure": "ANONYMOUS"}


@pytest.fixture(autouse=True)
def standing_clock(
    at: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    """The clock of the edges stands at `at`; photos go to a folder of the test."""
    monkeypatch.setattr(clock, "now", lambda: at)
    settings.MEDIA_ROOT = tmp_path


class Resident:
    """Somebody with a browser that keeps what the page's hidden fields hold."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.fields: dict[str, Any] = {}
        self.page: Any = None

    def start(self, query: str = "") -> "Resident":
        """Open the form."""
        self.page = self.client.get(f"/bao-tin/{query}")
        return self._read()

    def answer(self, go: str = "next", **typed: Any) -> "Resident":
        """Fill in the page's fields and press a button."""
        self.page = self.client.post("/bao-tin/", {**self.fields, **typed, "go": go})
        return self._read()

    def _read(self) -> "Resident":
        context = self.page.context or {}
        self.fields = {}
        for name, value in context.get("carried", []) if "carried" in context else []:
            self.fields.setdefault(name, []).append(value)
        for name in ("step", "to_check"):
            if context.get(name):
                self.fields[name] = context[name]
        if "form" in context and "carried" in context:
            for field in context["form"]:
                value = field.value()
                if value not in (None, "", [], False):
                    self.fields[field.name] = value
        return self

    @property
    def text(self) -> str:
        """What the page says."""
        return str(self.page.content.decode())

    @property
    def step(self) -> str:
        """Which question the page asks."""
        return str(self.page.context["step"])

    def to_check(self, **place: Any) -> "Resident":
        """Answer everything up to the last page."""
        return self.start().answer(**SUBJECT).answer(**STORY, **place)

    def send(self, go: str = "send", **you: Any) -> "Resident":
        """Say who one is, and send."""
        return self.answer(go=go, **{**YOU, **you})


@pytest.fixture
def resident(client: Client, commune: Any, hanh: Any) -> Resident:
    """A resident of the commune in which Hạnh is on duty."""
    return Resident(client)


@pytest.fixture
def upload() -> Any:
    """Makes an uploaded file, a real small photo unless content is given."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from binhyen.reports.tests import factories

    def make(name: str, content: bytes | None = None) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, factories.picture() if content is None else content)

    return make
