"""The database's own refusal. Runs with the real migrations, where the triggers are."""

import pytest
from django.db import DatabaseError, transaction

from binhyen.documents import actions, files
from binhyen.documents.models import FileKind, Paper, PaperFile, Step
from binhyen.documents.tests import signing as papers

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


def refused(change):
    with pytest.raises(DatabaseError, match="kept as issued"), transaction.atomic():
        change()


def test_an_issued_paper_its_files_and_steps_cannot_be_changed(
    commune, head, chief, secretary, administrator, at, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    body = papers.issuer(commune, head, at)
    paper = papers.signed(
        body, head=head, drafter=secretary, checker=chief, clerk=administrator, at=at
    )
    Paper.objects.filter(pk=paper.pk).update(note="còn sửa được")
    paper.refresh_from_db()
    actions.number(paper=paper, by=administrator, at=at)
    for field, value in (("number", 7), ("title", "X"), ("symbol", "X"), ("day", "2020-01-01")):
        refused(lambda field=field, value=value: Paper.objects.update(**{field: value}))
    refused(lambda: Paper.objects.all()._raw_delete("default"))
    actions.issue(paper=paper, sending=actions.Sending(), by=administrator, at=at)
    for field in ("title", "note", "signer_name"):
        refused(lambda field=field: Paper.objects.update(**{field: "X"}))
    refused(lambda: Paper.objects.all()._raw_delete("default"))
    for model in (Step, PaperFile):
        refused(lambda model=model: model.objects.all().delete())
    refused(lambda: Step.objects.update(words="X"))
    refused(lambda: PaperFile.objects.update(sha256="0" * 64))
    file = PaperFile.objects.first()
    refused(lambda: files.keep(paper, FileKind.SEALED, b"%PDF-", at=at))
    assert PaperFile.objects.first() == file
    actions.draft(issuer=body, said=papers.said(), replaces=paper, by=secretary, at=at)
