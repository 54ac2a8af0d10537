"""What ships as data can be read, and names only what there is."""

import csv
import gzip
from pathlib import Path

import pytest
import yaml

from tests.house.plan import HOUSE


def data(*suffixes: str) -> list[Path]:
    return sorted(
        path
        for path in HOUSE.glob("*/data/**/*")
        if path.is_file() and path.name.endswith(suffixes)
    )


@pytest.mark.parametrize("path", data(".yaml", ".yml"), ids=lambda path: path.name)
def test_every_catalogue_is_whole(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", data(".csv", ".csv.gz"), ids=lambda path: path.name)
def test_every_table_has_as_many_cells_in_each_row(path):
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    widths = {len(row) for row in csv.reader(content.decode().splitlines())}
    assert len(widths) == 1


def test_data_that_others_made_carries_its_licence():
    folders = {path.parent for path in data(".npz", ".csv.gz")}
    for folder in folders:
        names = {path.name.upper().partition(".")[0] for path in folder.iterdir()}
        assert names & {"LICENCES", "LICENSES", "README"}, folder
