"""Data files in NONMEM's format, good and bad."""

from __future__ import annotations

import gc
import math
from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.sources.external import external_path
from foredose.sources.nonmem import read_nonmem

HEAD = "ID,TIME,AMT,RATE,II,ADDL,SS,CMT,EVID,MDV,DV,WT\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_records_and_covariates_are_read(tmp_path: Path) -> None:
    text = (
        HEAD
        + "1,0,100,50,12,3,1,2,1,1,.,70\n1,2,.,.,.,.,.,2,0,0,3.5,71\n1,4,.,.,.,.,.,2,0,1,9.9,.\n2,0,,,,,,,2,,,60\n"
    )
    first, second = read_nonmem(write(tmp_path, text))
    dose, seen, unseen = first.records
    told = dose.event
    assert (told.amount, told.rate, told.interval, told.additional, told.steady) == (100.0, 50.0, 12.0, 3, 1)
    assert (told.compartment, told.evid, dose.value) == (1, 1, None)
    assert (seen.value, seen.event.time, seen.line) == (3.5, 2.0, 3)
    assert unseen.value is None
    assert first.covariates["WT"][:2] == (70.0, 71.0)
    assert math.isnan(first.covariates["WT"][2])
    assert (second.name, second.records[0].event.evid) == ("2", 2)


def test_without_evid_an_amount_is_a_dose(tmp_path: Path) -> None:
    text = "ID TIME AMT DV MDV\n1 0 25 . 1\n1 1 0 17.3 0\n1 2 0 0 1\n"
    (person,) = read_nonmem(write(tmp_path, text))
    assert [one.event.evid for one in person.records] == [1, 0, 2]
    assert [one.value for one in person.records] == [None, 17.3, None]


def test_the_phenobarbital_file_is_read_whole() -> None:
    people = read_nonmem(external_path("phenobarbital", check=True))
    assert len(people) == 59
    assert sum(one.event.evid == 1 for person in people for one in person.records) == 589
    assert set(people[0].covariates) == {"WGT", "APGR", "FA1", "FA2"}


def test_the_coding_of_another_program_is_refused() -> None:
    with pytest.raises(InputError, match=r"nonmem\.evid.*EVID 101"):
        read_nonmem(external_path("theophylline_md", check=True))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "empty", "no records"),
        (HEAD, "empty", "no records"),
        ("ID,AMT\n1,2\n", "names", "no column TIME"),
        ("ID,TIME,WT\n1,2,3\n", "names", "no column AMT and DV"),
        ("ID,TIME,DV,DV\n1,0,1,2\n", "names", "two columns DV"),
        ("ID,TIME,DV\n1,0\n", "columns", "line 2"),
        ("ID,TIME,DV\n1,0,high\n", "number", "DV 'high'"),
        ("ID,TIME,DV\n1,08:30,1\n", "number", "hours since the first record"),
        ("ID,TIME,DV\n1,0,1e999\n", "number", "a finite number"),
        ("ID,TIME,DV\n1,.,1\n", "time", "no TIME"),
        ("ID,TIME,AMT,CMT\n1,0,10,1.5\n", "number", "CMT 1.5"),
        ("ID,TIME,DV\n1,0,1_000\n", "number", "DV '1_000'"),
        ("ID,TIME,DV\n1,0,nan\n", "number", "DV 'nan'"),
        ("ID,TIME,DV\n1,0,1D999\n", "number", "a finite number"),
        ("ID,TIME,DV\n1,0,\u0663\n", "number", "a number"),
        ("ID,TIME,DV\n1,0,1\n,0,1\n", "id", "no ID; expected"),
        ("ID,TIME,DV\n.,0,1\n", "id", "line 2"),
        ("ID,TIME,DV\n1,0,1\n2,0,1\n1.0,1,1\n", "id", "ID 1.0 again"),
        ("ID,TIME,AMT,CMT\n1,0,10,-1\n", "number", "CMT -1"),
        ("ID,DATE,TIME,DV\n1,2020-01-01,08:30,1\n", "date", "hours since the first record"),
        ("ID,dat2,TIME,DV\n1,7,0,1\n", "date", "a column DAT2"),
        ("# made by hand\n\nID,TIME,DV\n1,0,x\n", "number", "line 4"),
        ('ID,TIME,DV\n1,0,"1\n', "columns", "line 2"),
        ("ID,TIME,DV\n1,0,1\u20282,0,1\n", "columns", "5 columns"),
        ("ID,TIME,DV\n1,0,1\r2,0,1\n", "columns", "5 columns"),
        ("ID,TIME,AMT,EVID\n1,0,10,0\n", "evid", "an amount of 10 with EVID 0"),
        ("ID,TIME,DV\n1,0,1\n2,0,1\n1,1,1\n", "id", "ID 1 again"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, code: str, words: str) -> None:
    with pytest.raises(InputError) as told:
        read_nonmem(write(tmp_path, text))
    assert told.value.code == f"nonmem.{code}"
    assert words in str(told.value)
    assert gc.isenabled()


def test_marks_comments_and_fortran_are_understood(tmp_path: Path) -> None:
    text = "\ufeff# made by a program, of 2\r\n\r\nID,TIME,AMT,DV\r\n1,0,1D3,.\r\n# a pause\r\n1.0,+1.,.,1.5d-2\r\n"
    path = tmp_path / "data.csv"
    path.write_bytes(text.encode())
    (person,) = read_nonmem(path)
    dose, seen = person.records
    assert (person.name, dose.event.amount, dose.line) == ("1", 1000.0, 4)
    assert (seen.value, seen.event.time, seen.line) == (0.015, 1.0, 6)


def test_a_comment_does_not_decide_how_columns_are_parted(tmp_path: Path) -> None:
    (person,) = read_nonmem(write(tmp_path, "# a, b, c\nID TIME DV\n1 0 2\n"))
    assert person.records[0].value == 2.0


def test_quoted_cells_are_read_and_long_ids_stay_apart(tmp_path: Path) -> None:
    text = 'ID,TIME,DV\n"9007199254740993",0,"1"\n9007199254740992,0,2\n'
    assert [p.name for p in read_nonmem(write(tmp_path, text))] == ["9007199254740993", "9007199254740992"]


def test_dates_can_be_left_out_where_time_is_in_hours(tmp_path: Path) -> None:
    (person,) = read_nonmem(write(tmp_path, "ID,DATE,TIME,DV\n1,2020-01-01,0,1\n"), drop=("DATE",))
    assert person.records[0].event.time == 0.0


def test_columns_can_be_left_out(tmp_path: Path) -> None:
    (person,) = read_nonmem(write(tmp_path, "ID,TIME,DV,SEX\n1,0,1,male\n"), drop=("sex",))
    assert person.covariates == {}


@pytest.mark.parametrize("what", ["a folder", "no file"])
def test_what_is_no_file_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(InputError, match=r"nonmem\.unreadable"):
        read_nonmem(tmp_path if what == "a folder" else tmp_path / "absent.csv")
