"""A scan spread over a cluster of two processes is the scan of one, to the last bit."""

import builtins
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

import hotscan
from binhyen.hotspots import actions, spreading
from binhyen.hotspots.models import Alert
from binhyen.hotspots.tests import factories as spots
from binhyen.hotspots.tests.factories import LAST, on

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of two worker processes; its port is any that is free, for tests run side by side."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as made:
        yield made


def _study() -> hotscan.Study:
    draw = np.random.default_rng(3)
    days = np.datetime64("2025-01-01") + draw.integers(0, 120, 4000)
    return hotscan.study_of(
        cases={"location": draw.integers(0, 200, 4000), "cases": np.ones(4000, np.int64), "time": days},
        coordinates={"location": np.arange(200), "latitude": draw.uniform(9, 22, 200), "longitude": draw.uniform(103, 109, 200)},
        start="2025-01-01", end="2025-04-30",
    )  # fmt: skip


def test_two_processes_find_the_same_to_the_last_bit(cluster):
    from distributed import Client

    study = _study()
    options = hotscan.Options(
        model=hotscan.ModelKind.PERMUTATION, analysis=hotscan.Analysis.PROSPECTIVE, max_window=14, replicates=499
    )  # fmt: skip
    with Client(cluster, set_as_default=False) as client:
        for asked in (options, replace(options, stop_after=20)):
            whole, spread = hotscan.scan(study, asked), spreading.spread(client, study, asked)
            assert spread.maxima.tobytes() == whole.maxima.tobytes()
            assert [(one.locations, one.llr, one.p_value) for one in spread.clusters] == [
                (one.locations, one.llr, one.p_value) for one in whole.clusters
            ]
            assert spread.options == asked


def test_where_centres_are_many_each_process_has_its_own_and_the_answer_is_the_same(
    cluster, monkeypatch
):
    from distributed import Client

    monkeypatch.setattr(spreading, "_MANY_CENTRES", 50)
    study = _study()
    options = hotscan.Options(
        model=hotscan.ModelKind.PERMUTATION, analysis=hotscan.Analysis.PROSPECTIVE, max_window=7, replicates=199
    )  # fmt: skip
    with Client(cluster, set_as_default=False) as client:
        spread = spreading.spread(client, study, options)
    assert spread.maxima.tobytes() == hotscan.scan(study, options).maxima.tobytes()


def test_the_command_scans_over_a_cluster_as_alone(cluster, commune, hanh, monkeypatch):
    where = spots.areas(commune)
    spots.a_usual_year(commune, where)
    spots.planted(commune, where[2])
    night = on(LAST + timedelta(days=1))
    monkeypatch.setattr("binhyen.core.clock.now", lambda: night)
    actions.scan_day(unit=commune, day=LAST, at=night)
    (alone,) = Alert.objects.values("observed", "llr", "recurrence_days", "starts_on")
    Alert.objects.all().delete()
    call_command("scan", "--dask", cluster.scheduler_address)
    assert Alert.objects.values("observed", "llr", "recurrence_days", "starts_on").get() == alone


def test_where_nobody_answers_the_command_says_so(db, monkeypatch):
    monkeypatch.setattr(spreading, "_ANSWERS_WITHIN", 0.2)
    with pytest.raises(CommandError, match=r"tcp://127\.0\.0\.1:9 "):
        call_command("scan", "--dask", "tcp://127.0.0.1:9")


def test_without_dask_the_command_says_what_to_install(db, monkeypatch):
    real = builtins.__import__

    def refusing(name: str, *args: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", refusing)
    with pytest.raises(CommandError, match=r"binhyen\[dask\]"):
        call_command("scan", "--dask", "tcp://127.0.0.1:9")
