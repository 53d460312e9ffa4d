"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.surfaces.files import prepare_folder, refuse_overlap, write_text


def test_text_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old")
    write_text(path, "new – text")
    assert path.read_text("utf-8") == "new – text"
    assert [item.name for item in tmp_path.iterdir()] == ["a.html"]


def test_nothing_is_left_when_the_rename_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(InputError, match=r"output\.unwritable.*no space left"):
        write_text(tmp_path / "a.html", "new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"output\.directory"):
        write_text(tmp_path, "new")


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("here")
    with pytest.raises(InputError, match=r"output\.not-a-directory"):
        prepare_folder(path)


def test_the_longest_file_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 250}.html"
    write_text(path, "new")
    assert path.read_text("utf-8") == "new"


@pytest.mark.parametrize("file", ["out", "out/twin.json", "out/../out/twin.json", "."])
def test_a_file_must_not_stand_where_stages_go(tmp_path: Path, file: str) -> None:
    with pytest.raises(InputError, match=r"output\.overlap"):
        refuse_overlap(tmp_path / file, tmp_path / "out", ["twin.json"])


def test_a_file_beside_the_stages_is_allowed(tmp_path: Path) -> None:
    refuse_overlap(tmp_path / "out" / "report.html", tmp_path / "out", ["twin.json"])
    refuse_overlap(tmp_path / "out.html", tmp_path / "out", ["twin.json"])
