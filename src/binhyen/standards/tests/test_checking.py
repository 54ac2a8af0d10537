"""Catalogues that do not fit are refused by file, line and id, and nothing of them is loaded."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from binhyen.people import policy
from binhyen.standards import actions, catalogues, checking, sheets
from binhyen.standards.catalogues import CatalogueInvalid
from binhyen.standards.models import StoredCatalogue
from binhyen.standards.sheets import Change
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

COMMUNE = catalogues.FOLDER / factories.COMMUNE


def refused(text: str, *standing: str) -> list[str]:
    """Return the sentences that tell what is wrong with a file, beside what stands already."""
    texts = {"sai.yaml": catalogues.read_bytes(text.encode(), file="sai.yaml")}
    others = [catalogues.load(catalogues.FOLDER / name) for name in standing]
    with pytest.raises(CatalogueInvalid) as found:
        checking.check(checking.read_drafts(texts), others)
    return [str(problem) for problem in found.value.problems]


def line_with(text: str, part: str) -> int:
    return max(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: attestation\n    mandatory: true\n    authority: Provincial police\n", "kind: rumour\n    mandatory: true\n    authority: Provincial police\n", "criterion tt124.cm.3b: the key `kind` must be one of threshold"),
        ("name: effective_models", "name: happiness", "criterion tt124.cm.1d: the key `figure.name` names 'happiness'"),
        ("id: tt124.cm.3b", "id: tt124.cm.3a", "criterion tt124.cm.3a: the key `id` is used twice"),
        ("value: 70,", "value: 140,", "criterion tt124.cm.5: the key `figure.value` must lie between 0 and 100 %, not 140."),
        ("[tt124.ra.3e,", "[tt124.cm.2,", "criterion tt124.cm.2: the key `includes` leads back to the criterion itself: tt124.cm.2 → tt124.cm.2."),
        ("[tt124.ra.3e,", "[tt124.ra.99,", "criterion tt124.cm.2: the key `includes` names the criterion 'tt124.ra.99', which no catalogue holds."),
    ],
)  # fmt: skip
def test_each_fault_names_file_line_and_criterion(old, new, said):
    text = COMMUNE.read_text(encoding="utf-8")
    assert old in text
    wrong = text.replace(old, new)
    (told,) = [one for one in refused(wrong) if said in one]
    assert told.startswith(f"sai.yaml, line {line_with(wrong, new.splitlines()[0])}: ")


def test_an_id_of_another_catalogue_is_never_used_again():
    text = COMMUNE.read_text(encoding="utf-8").replace("id: tt124.commune", "id: tinh.rieng")
    assert any(
        "criterion tt124.cm.5: the key `id` stands in the catalogue tt124.commune already" in one
        for one in refused(text, factories.COMMUNE)
    )


def test_two_versions_are_not_in_force_at_once_unless_one_takes_the_others_place():
    text = COMMUNE.read_text(encoding="utf-8")
    later = (
        text.replace(factories.SUPERSEDES, "")
        .replace("+by2", "+by3")
        .replace("effective_from: 2022", "effective_from: 2024")
    )
    (told,) = refused(later, factories.COMMUNE)
    assert "overlaps the version 2022-02-10+by2, in force from 2022-02-10 to …" in told
    assert told.startswith("sai.yaml, line ")

    named = later.replace("unit_types:", 'supersedes: "2022-02-10+by2"\n  unit_types:')
    texts = {"moi.yaml": catalogues.read_bytes(named.encode(), file="moi.yaml")}
    checking.check(checking.read_drafts(texts), [catalogues.load(COMMUNE)])


def test_a_circle_over_two_catalogues_is_found():
    commune = COMMUNE.read_text(encoding="utf-8")
    area = (catalogues.FOLDER / factories.AREA).read_text(encoding="utf-8")
    called = "calls: {criterion: tt124.cm.9, over: [commune]}"
    area = area.replace("compare_to: null}", f"compare_to: null, {called}}}", 1)
    commune = commune.replace(
        "compare_to: null}",
        "compare_to: null, calls: {criterion: tt124.ra.1c, over: [residential_area]}}",
        1,
    ).replace("id: tt124.cm.1d", "id: tt124.cm.9")
    texts = {
        name: catalogues.read_bytes(text.encode(), file=name)
        for name, text in (("xa.yaml", commune), ("ap.yaml", area))
    }
    calling = [
        one.id
        for one in catalogues.parse(texts["ap.yaml"].content, file="ap.yaml").criteria
        if one.figure and one.figure.calls
    ]
    commune_text = commune.replace("tt124.ra.1c", calling[0])
    texts["xa.yaml"] = catalogues.read_bytes(commune_text.encode(), file="xa.yaml")
    with pytest.raises(CatalogueInvalid, match="leads back to the criterion itself") as found:
        checking.check(checking.read_drafts(texts), [])
    assert {problem.file for problem in found.value.problems} == {"xa.yaml", "ap.yaml"}


def test_every_shipped_catalogue_fits_with_the_others():
    texts = {path.name: catalogues.read_file(path) for path in catalogues.shipped()}
    checking.check(checking.read_drafts(texts), [])


def test_of_two_files_with_one_fault_nothing_is_loaded(db, tmp_path):
    wrong = tmp_path / "sai.yaml"
    wrong.write_text(
        (catalogues.FOLDER / factories.AREA)
        .read_text(encoding="utf-8")
        .replace("mandatory: true", "mandatory: maybe", 1),
        encoding="utf-8",
    )
    with pytest.raises(CommandError, match="the key `mandatory` must be true or false"):
        call_command("load_catalogues", str(COMMUNE), str(wrong))
    assert not StoredCatalogue.objects.exists()


def test_only_the_administrator_uploads_and_confirms(db, head, administrator):
    texts = {COMMUNE.name: catalogues.read_file(COMMUNE)}
    with pytest.raises(policy.NotAllowed):
        actions.upload_catalogues(texts=texts, by=head, at=AT)
    ((stored, is_new),) = actions.upload_catalogues(texts=texts, by=administrator, at=AT)
    assert is_new

    typed = {"criteria": ["tt124.cm.5"], "paper_number": "124/2021/TT-BCA", "dated": date(2021, 12, 28)}  # fmt: skip
    with pytest.raises(policy.NotAllowed):
        actions.confirm_criteria(catalogue=stored, by=head, at=AT, **typed)
    assert actions.confirm_criteria(catalogue=stored, by=administrator, at=AT, **typed) == 1
    assert actions.confirm_criteria(catalogue=stored, by=administrator, at=AT, **typed) == 0
    with pytest.raises(actions.NoSuchCriterion):
        actions.confirm_criteria(
            catalogue=stored, by=administrator, at=AT, **(typed | {"criteria": ["x"]})
        )


def test_a_province_makes_a_catalogue_its_own_and_gives_it_versions(
    province, commune, appraiser, head
):
    stored = factories.stored()
    factories.stored(factories.AREA)
    since = date(2026, 1, 1)
    with pytest.raises(policy.NotAllowed):
        actions.clone_catalogue(catalogue=stored, owner=province, since=since, by=head, at=AT)
    with pytest.raises(actions.NotAProvince):
        actions.clone_catalogue(catalogue=stored, owner=commune, since=since, by=head, at=AT)

    own = actions.clone_catalogue(
        catalogue=stored, owner=province, since=since, by=appraiser, at=AT
    )
    prefix = actions.prefix_of(province)
    assert own.catalogue_id == f"{prefix}.tt124.commune"
    assert own.read().criterion(f"{prefix}.tt124.cm.5").figure.value == 70
    with pytest.raises(actions.HasItAlready):
        actions.clone_catalogue(catalogue=stored, owner=province, since=since, by=appraiser, at=AT)

    changes = {f"{prefix}.tt124.cm.5": Change("Tỷ lệ khu dân cư đạt chuẩn", None, 80)}
    later = actions.change_sheet(
        sheet=own, changes=changes, since=date(2026, 3, 1), by=appraiser, at=AT
    )
    assert later.read().criterion(f"{prefix}.tt124.cm.5").figure.value == 80
    own.refresh_from_db()
    assert own.read().criterion(f"{prefix}.tt124.cm.5").figure.value == 70
    with pytest.raises(CatalogueInvalid, match="must lie between 0 and 100 %"):
        actions.change_sheet(
            sheet=later,
            changes={f"{prefix}.tt124.cm.5": Change("x", None, 140)},
            since=date(2026, 4, 1), by=appraiser, at=AT,
        )  # fmt: skip


def test_a_sheet_comes_back_from_its_file_as_it_went(db):
    text = sheets.as_yaml(catalogues.read(COMMUNE))
    again = catalogues.read_bytes(text.encode(), file="x.yaml")
    assert catalogues.digest(again.content) == catalogues.digest(catalogues.read(COMMUNE))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "{paper: protocol, verified: none}",
            "`catalogue.dossier.paper` must be one of submission, minutes",
        ),
        ("{paper: minutes, verified: surely}", "`catalogue.dossier.verified` must be one of"),
        ("{paper: minutes, verified: none, kept: yes}", "`catalogue.dossier.kept` is not known"),
        ("{paper: submission, verified: full}", "`catalogue.dossier` names a paper twice"),
    ],
)
def test_a_wrong_paper_of_the_dossier_is_named(typed, told):
    text = COMMUNE.read_text(encoding="utf-8")
    minutes = next(line for line in text.splitlines() if "paper: minutes" in line)
    found = refused(text.replace(minutes, f"    - {typed}"), factories.COMMUNE)
    assert any(told in one for one in found), found


def test_a_new_house_takes_a_version_that_names_the_one_before():
    text = {"xa.yaml": catalogues.read_file(COMMUNE)}
    checking.check(checking.read_drafts(text), [])
