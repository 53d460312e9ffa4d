"""The data registry: files that tests, benchmarks and scripts read but the package does not ship.

``external.yaml`` names the public origin, revision, checksum and licence of each. The folder that holds them
is named by the environment variable ``FOREDOSE_DATA``; nothing in the package needs it at run time.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from foredose.core import InputError, KnowledgeError

__all__ = ["DATA_VARIABLE", "ExternalFile", "external_path", "external_registry"]

DATA_VARIABLE = "FOREDOSE_DATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalFile:
    """One file of the registry.

    Parameters
    ----------
    name
        Stable key.
    path
        Path relative to the data folder.
    origin, release, licence
        Public place, revision or date there, and the licence as found there.
    sha256
        Checksum of the file's bytes.
    """

    name: str
    path: str
    origin: str
    release: str
    licence: str
    sha256: str


@lru_cache(maxsize=1)
def external_registry() -> dict[str, ExternalFile]:
    """Return every registered file by name.

    Raises
    ------
    KnowledgeError
        When an entry lacks a field.
    """
    source = Path(__file__).with_name("external.yaml")
    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    try:
        return {name: ExternalFile(name=name, **entry) for name, entry in document["files"].items()}
    except TypeError as error:
        raise KnowledgeError(
            "external.schema",
            found=str(error),
            expected="path, origin, release, licence and sha256",
            where=source.name,
            remedy="complete the entry",
        ) from error


def external_path(name: str, *, check: bool = False) -> Path:
    """Return where a registered file lies on this machine.

    Parameters
    ----------
    name
        Key in ``external.yaml``.
    check
        Compare the checksum too.

    Raises
    ------
    InputError
        When the data folder is not set, the name unknown, the file absent, or the checksum another.
    """
    entry = external_registry().get(name)
    if entry is None:
        raise _error("unknown", found=f"no entry {name!r}", remedy="use a name listed in external.yaml")
    folder = os.environ.get(DATA_VARIABLE)
    if not folder:
        raise _error(
            "unset",
            found=f"{DATA_VARIABLE} is not set",
            remedy=f"set {DATA_VARIABLE} to a folder with {entry.path} ({entry.origin} {entry.release})",
        )
    path = Path(folder) / entry.path
    if not path.is_file():
        raise _error(
            "absent", found=f"no {entry.path}", remedy=f"fetch it from {entry.origin} {entry.release}"
        )
    if check and hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
        raise _error("checksum", found=f"other bytes in {entry.path}", remedy=f"fetch {entry.release} again")
    return path


def _error(kind: str, *, found: str, remedy: str) -> InputError:
    return InputError(
        f"external.{kind}", found=found, expected="a registered data file", where=DATA_VARIABLE, remedy=remedy
    )
