"""The data registry: every entry whole, and errors that say how to get a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.sources.external import DATA_VARIABLE, external_path, external_registry

pytestmark = pytest.mark.unit


def test_entries_are_whole() -> None:
    for entry in external_registry().values():
        assert re.fullmatch(r"[0-9a-f]{64}", entry.sha256), entry.name
        assert not Path(entry.path).is_absolute()
        assert entry.origin and entry.release and entry.licence


def test_unset_absent_and_changed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    with pytest.raises(InputError, match=r"external\.unset"):
        external_path("getrm_truth")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    with pytest.raises(InputError, match=r"external\.absent"):
        external_path("getrm_truth")
    target = tmp_path / external_registry()["getrm_truth"].path
    target.parent.mkdir(parents=True)
    target.write_text("other", encoding="utf-8")
    assert external_path("getrm_truth") == target
    with pytest.raises(InputError, match=r"external\.checksum"):
        external_path("getrm_truth", check=True)
    with pytest.raises(InputError, match=r"external\.unknown"):
        external_path("no such file")
