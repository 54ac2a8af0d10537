"""Wheel hook: build the assets and messages before files are collected. Run directly, it builds them for a developer."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent


def _steps() -> ModuleType:
    """Load tools/build.py by its path: nothing of this project is installed while it is being built."""
    spec = importlib.util.spec_from_file_location("binhyen_build", ROOT / "tools/build.py")
    assert spec and spec.loader  # noqa: S101
    steps = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(steps)
    return steps


if __name__ == "__main__":
    _steps().build_all(ROOT)
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class AssetsHook(BuildHookInterface[Any]):
        """Called by hatchling for every wheel, editable ones too."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build what is missing or old; the wheel then takes it in as artifacts."""
            _steps().build_all(ROOT)
