"""A copy of the house's folder, which is the backup that the handbook tells of, holds the newsroom's pictures."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings as house

from binhyen.newsroom import actions

pytestmark = pytest.mark.django_db
#: As the settings have it, before the tests' own folder takes its place.
IN_THE_HOUSE = Path(house.MEDIA_ROOT).relative_to(house.HOME)


@pytest.fixture
def home(settings, tmp_path):
    """The folder of a house, with its uploads where the settings have them."""
    settings.MEDIA_ROOT = tmp_path / "home" / IN_THE_HOUSE
    return tmp_path / "home"


def read(client, path):
    """Return the bytes of a picture, None where there is none."""
    answer = client.get(path)
    if answer.status_code == 404:
        return None
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def test_pictures_come_back_from_a_copy_of_the_folder(
    home, client, write, photo, head, at, tmp_path, django_capture_on_commit_callbacks
):
    article = write(lead_photo=photo)
    with django_capture_on_commit_callbacks(execute=True):
        actions.release(article=article, by=head, at=at)
    html = client.get(article.url).content.decode()
    shown = set(re.findall(r"/tin-tuc/anh/newsroom/shown/\w+\.\w+", html))
    before = {path: read(client, path) for path in shown}
    original = photo.file.read()
    photo.file.close()
    assert len(shown) >= 5 and all(before.values()) and original

    shutil.copytree(home, tmp_path / "backup")
    shutil.rmtree(home)
    assert all(read(client, path) is None for path in shown)

    shutil.copytree(tmp_path / "backup", home)
    assert {path: read(client, path) for path in shown} == before
    with photo.file.open() as file:
        assert file.read() == original, "and so does what new sizes are made from"
