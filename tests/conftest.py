"""What every test shares: the marker of its folder, the data folder, and the hypothesis profile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from foredose.core import InputError
from foredose.sources.external import DATA_VARIABLE, external_path

TESTS = Path(__file__).parent
ROOT = TESTS.parent

# A shared machine stalls now and then, and a first example compiles: a deadline would measure the machine.
settings.register_profile("ci", deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test with the folder under ``tests`` that it lies in."""
    for item in items:
        if item.path.is_relative_to(TESTS) and item.path.parent != TESTS:
            item.add_marker(item.path.relative_to(TESTS).parts[0])


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder of external data, or skip with the reason."""
    named = os.environ.get(DATA_VARIABLE)
    if not named:
        pytest.skip(f"{DATA_VARIABLE} is not set")
    if not Path(named).is_dir():
        pytest.skip(f"{DATA_VARIABLE} does not name a folder")
    return Path(named)


@pytest.fixture(scope="session")
def external() -> Callable[[str], Path]:
    """Return a function from the name of a registered file to its path, which skips with the reason."""

    def _path(name: str) -> Path:
        try:
            return external_path(name)
        except InputError as error:
            if error.code in ("external.unset", "external.absent"):
                pytest.skip(f"{error.found}: {error.remedy}")
            raise

    return _path
