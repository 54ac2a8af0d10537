"""Where the figure names of the catalogues come from: data/figures.yaml, read once. Pure."""

from dataclasses import dataclass
from functools import lru_cache

import yaml

from binhyen.standards.catalogues import FOLDER

SCHEMA = "binhyen.figure-map/1"


@dataclass(frozen=True)
class Origin:
    """A registered figure, or a series that an authority states, alone or as a share of another."""

    figure: str = ""
    stated: str = ""
    of: str = ""
    is_flow: bool = False  # a share of what happened, to which every day adds


@dataclass(frozen=True)
class FigureMap:
    """Catalogue figure name -> origin; the two figures of incidents; the titles of the stated series."""

    origins: dict[str, Origin]
    confirmed: str
    pending: str
    titles: dict[str, tuple[str, str]]

    def is_stated(self, category: str) -> bool:
        """Say whether the category is a series that only an authority may state."""
        return category in self.titles

    def title(self, category: str, language: str) -> str:
        """Return the title of a stated series."""
        vi, en = self.titles[category]
        return en if language == "en" else vi


@lru_cache(maxsize=1)
def figure_map() -> FigureMap:
    """Return the map that ships with the package. Raises ValueError when its schema is another."""
    content = yaml.safe_load((FOLDER / "figures.yaml").read_text(encoding="utf-8"))
    if content.get("schema") != SCHEMA:
        message = f"figures.yaml must be {SCHEMA}, got {content.get('schema')!r}"
        raise ValueError(message)
    return FigureMap(
        origins={name: Origin(**origin) for name, origin in content["figures"].items()},
        confirmed=content["incidents"]["confirmed"],
        pending=content["incidents"]["pending"],
        titles={
            code: (titles["title_vi"], titles["title_en"])
            for code, titles in content["stated"].items()
        },
    )
