"""A real house with its story, served by the real command, and people with real browsers."""

import faulthandler
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.axe import Judge
from tests.journeys.houses import FLAGS, House, database_of_its_own, find_chromium, told_once
from tests.journeys.walking import Person

#: The story stops here: the model commune's year is almost over and its dossier is not handed in yet.
DAY = "2024-11-12"
LONGEST, STORIES = "test_every_page.py", ("test_story.py", "test_story_of_a_year.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest walk, so that of two processes none walks it alone at the end; a story goes in its order."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, int, int]:
    name = item.path.name
    is_told, line = name in STORIES, item.location[1] or 0
    return name != LONGEST, STORIES.index(name) if is_told else len(STORIES), line if is_told else 0


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all processes of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[House]:
    """A house of this process with the story told up to DAY, serving: on SQLite, or on the server of DATABASE_URL.

    On SQLite the story is told once, and each process that walks gets a copy of that house.
    """
    faulthandler.cancel_dump_traceback_later()  # a story takes its time, and the second waits for it: no hang
    with database_of_its_own(os.environ.get("DATABASE_URL", "")) as address:
        house = House(tmp_path_factory.mktemp("house"), address)
        if address:
            house.set_up()
            house.tell(DAY)
        else:
            shutil.copytree(told_once(shared, DAY), house.home, dirs_exist_ok=True)
        serving = house.open()
        try:
            yield house
        finally:
            serving.terminate()
            serving.wait(20)


@pytest.fixture(scope="session")
def ground(house: House) -> dict[str, Any]:
    """What the story has nothing of by its day is there too; where it is."""
    laid: dict[str, Any] = house.told("from tests.journeys import ground; ground.lay()")
    return laid


@pytest.fixture
def judge() -> Iterator[Judge]:
    """A judge of pages who says at the end what is wrong."""
    judge = Judge()
    yield judge
    assert judge.wrong == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the check that calls the journeys says so loudly where there is none."""
    found = find_chromium()
    if found is None:
        pytest.fail("no Chromium found; install it or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def person(house: House, chromium: Browser) -> Iterator[Callable[..., Person]]:
    """Make people: `person("hanh")` sits at a desktop and is logged in, `person(phone=True)` is a resident.

    With `keeps=False` the browser has no service worker: what it keeps would be answered past a request stopped by hand.
    """
    faulthandler.cancel_dump_traceback_later()  # a long walk is no hang
    met: list[Person] = []

    def meet(
        key: str = "", *, phone: bool = False, scripts: bool = True, keeps: bool = True
    ) -> Person:
        met.append(Person(chromium, house.base, key, phone=phone, scripts=scripts, keeps=keeps))
        return met[-1]

    yield meet
    for one in met:
        one.leave()
