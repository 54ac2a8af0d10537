"""Every catalogue loads as it came, and each wrong one says in a sentence what is wrong and where."""

from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command

from binhyen.figures.rules import Period
from binhyen.standards import catalogues
from binhyen.standards.catalogues import Side, Verified
from binhyen.standards.figure_map import figure_map


@pytest.fixture
def content():
    return catalogues.read(catalogues.FOLDER / "tt124-commune.yaml")


def sentences(content) -> list[str]:
    with pytest.raises(catalogues.CatalogueInvalid) as refused:
        catalogues.parse(content, file="sai.yaml")
    return [str(problem) for problem in refused.value.problems]


def criterion(content, criterion_id):
    return next(row for row in content["criteria"] if row["id"] == criterion_id)


@pytest.mark.parametrize("path", catalogues.shipped(), ids=lambda path: path.stem)
def test_every_shipped_catalogue_loads(path):
    catalogue = catalogues.load(path)
    assert catalogue.criteria
    assert sum(catalogue.verification().values()) == len(catalogue.criteria)


def test_there_are_thirteen_of_them():
    assert len(catalogues.shipped()) == 13


def test_the_commune_catalogue_says_who_attests_what_and_until_when(content):
    catalogue = catalogues.parse(content, file="tt124-commune.yaml")

    assert catalogue.criterion("tt124.cm.2").attested_by is Side.HERE
    assert catalogue.criterion("tt124.cm.3a").attested_by is Side.ABOVE
    assert catalogue.criterion("tt124.cm.1a").is_number_only
    window = catalogue.criterion("tt124.cm.1b").window
    assert window is not None
    assert window.in_year(2026) == Period(date(2026, 1, 1), date(2026, 4, 1))
    assert catalogue.verification()[Verified.NONE] == 2


def test_the_period_of_2026_begins_in_november_2025(content):
    catalogue = catalogues.parse(content, file="x")
    assert catalogue.period(2026) == Period(date(2025, 11, 15), date(2026, 11, 15))
    assert catalogue.year_on(date(2026, 11, 14)) == 2026
    assert catalogue.year_on(date(2026, 11, 15)) == 2027


def test_our_own_keys_are_optional(content):
    for row in content["criteria"]:
        for key in ("window", "attested_by", "includes", "number_only"):
            row.pop(key, None)
    content["catalogue"].pop("version")

    catalogue = catalogues.parse(content, file="x")

    assert catalogue.version == "2022-02-10"
    assert catalogue.criterion("tt124.cm.2").attested_by is Side.ABOVE


def test_the_digest_depends_on_the_content_and_not_on_its_layout(tmp_path, content):
    again = tmp_path / "x.yaml"
    again.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=True), encoding="utf-8")
    assert catalogues.digest(catalogues.read(again)) == catalogues.digest(content)


def _set(path, value):
    def change(content):
        place = content
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            _set(["schema"], "x/1"),
            "sai.yaml: the key `schema` must be binhyen.catalogue/1, not 'x/1'.",
        ),
        (_set(["catalogue", "colour"], 1), "the key `catalogue.colour` is not known"),
        (_set(["catalogue", "id"], ""), "the key `catalogue.id` must be a text, not ''."),
        (_set(["catalogue", "unit_types"], ["ship"]), "`catalogue.unit_types` names 'ship'"),
        (_set(["catalogue", "unit_types"], []), "must name at least one kind of unit"),
        (
            _set(["catalogue", "basis", "effective_from"], "spring"),
            "the key `catalogue.basis.effective_from` must be a date",
        ),
        (
            _set(["catalogue", "period", "start"], "13-40"),
            "`catalogue.period.start` must be a day of the year such as \"11-15\", not '13-40'.",
        ),
        (_set(["catalogue", "period", "start"], "02-29"), "must be a day of the year"),
        (_set(["catalogue", "period", "start_year_offset"], -2), "must be -1 or 0, not -2."),
        (_set(["catalogue", "period", "start_year_offset"], 0), "must come after the start"),
        (_set(["catalogue", "decision_rule"], "luck"), "must be one of all, points"),
        (_set(["catalogue", "decision_rule"], "points"), "`catalogue.points` must be there"),
        (_set(["criteria"], []), "`criteria` must be a list with at least one criterion."),
        (_set(["criteria", 0], "x"), "holds something at place 1 that is no criterion."),
        (
            _set(["criteria", 0, "kind"], "magic"),
            "criterion tt124.cm.1a: the key `kind` must be one of",
        ),
        (
            _set(["criteria", 0, "no"], 1),
            "criterion tt124.cm.1a: the key `no` must be a text, not 1.",
        ),
        (
            _set(["criteria", 0, "mandatory"], "yes"),
            "`mandatory` must be true or false, not 'yes'.",
        ),
        (_set(["criteria", 0, "evidence"], []), "must name at least one document."),
        (_set(["criteria", 0, "figure"], {}), "belongs to a criterion of the kind threshold"),
        (_set(["criteria", 0, "source"], None), "`source` must be there and hold further keys."),
        (_set(["criteria", 0, "source", "verified"], "maybe"), "`source.verified` must be one of"),
        (_set(["criteria", 0, "opinion"], "x"), "the key `opinion` is not known"),
        (_set(["criteria", 1, "id"], "tt124.cm.1a"), "is used twice; an id is never reused."),
        (
            _set(["criteria", 3, "figure", "op"], "~"),
            "tt124.cm.1d: the key `figure.op` must be one of",
        ),
        (_set(["criteria", 3, "figure", "value"], 0.7), "`figure.value` must be a whole number"),
        (_set(["criteria", 3, "figure", "value"], "previous_period"), "exactly when compare_to is"),
        (_set(["criteria", 7, "figure", "denominator"], None), "since the figure is a percentage"),
        (_set(["criteria", 4, "authority"], ""), "tt124.cm.2: the key `authority` must be a text"),
        (
            _set(["criteria", 4, "attested_by", "level"], "beside"),
            "`attested_by.level` must be one of",
        ),
        (
            _set(["criteria", 1, "window", "until"], "00-00"),
            "`window.until` must be a day of the year",
        ),
        (
            _set(["criteria", 1, "window", "since"], "05-01"),
            "`window.until` must not come before since.",
        ),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(content, change, sentence):
    change(content)
    assert any(sentence in found for found in sentences(content))


def test_all_faults_are_told_at_once(content):
    criterion(content, "tt124.cm.1a")["kind"] = "magic"
    criterion(content, "tt124.cm.5")["figure"]["op"] = "~"
    assert len(sentences(content)) >= 2


def test_a_key_given_twice_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("schema: binhyen.catalogue/1\nschema: other\n", encoding="utf-8")
    with pytest.raises(
        catalogues.CatalogueInvalid, match=r"line 2: .*the key `schema` stands twice"
    ):
        catalogues.read(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [", "cannot be read"),
        ("- 1", "must stand at the top"),
        ("x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_with_a_sentence(tmp_path, text, sentence):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(catalogues.CatalogueInvalid, match=sentence):
        catalogues.load(path)


def test_the_number_of_a_criterion_may_be_called_no(content):
    # YAML 1.1 reads a bare `no` as false; every catalogue uses it as a key
    assert all(row.no for row in catalogues.parse(content, file="x").criteria)


def test_check_catalogue_names_what_is_wrong(tmp_path, capsys, db):
    path = tmp_path / "sai.yaml"
    path.write_text("schema: x", encoding="utf-8")
    with pytest.raises(CommandError, match=r"sai\.yaml, line 1: the key `schema`"):
        call_command("check_catalogue", str(path))
    call_command("check_catalogue")
    assert "tt124.commune" in capsys.readouterr().out


def test_load_catalogues_loads_all_and_nothing_the_second_time(db, capsys):
    call_command("load_catalogues")
    assert "13 loaded" in capsys.readouterr().out
    call_command("load_catalogues")
    assert "0 loaded" in capsys.readouterr().out


def test_a_refused_file_leaves_nothing_loaded(db, tmp_path):
    from binhyen.standards.models import StoredCatalogue

    path = tmp_path / "sai.yaml"
    path.write_text("schema: x", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_catalogues", str(catalogues.shipped()[0]), str(path))
    assert not StoredCatalogue.objects.exists()


def test_every_figure_the_map_names_in_a_built_room_is_registered():
    from binhyen.figures import registry

    known = {figure.name for figure in registry.all_figures()}
    mapped = {
        origin.figure
        for origin in figure_map().origins.values()
        if origin.figure.partition(".")[0] in {"movement", "forces", "standards"}
    }
    assert mapped <= known
