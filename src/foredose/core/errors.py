"""The error tree. Every error says what was found, what was expected, where, and the remedy.

ForedoseError
├── InputError       the caller can mend it: a file, an order, an option
├── KnowledgeError   a fact file that ships with the package is wrong
├── ModelError       a declared model is wrong
└── SolveError       a simulation did not succeed for a named person
"""

from __future__ import annotations

__all__ = ["ForedoseError", "InputError", "KnowledgeError", "ModelError", "SolveError"]


class ForedoseError(Exception):
    """Base of all errors that foredose raises on purpose.

    Parameters
    ----------
    code
        Stable dotted identifier, for example ``"vcf.truncated"``.
    found, expected, where, remedy
        One plain sentence fragment each.
    """

    exit_code = 2

    def __init__(self, code: str, *, found: str, expected: str, where: str, remedy: str) -> None:
        super().__init__(f"{code}: found {found}; expected {expected}; where {where}; remedy {remedy}")
        self.code = code
        self.found = found
        self.expected = expected
        self.where = where
        self.remedy = remedy

    def as_dict(self) -> dict[str, str]:
        """Return the five fields that the JSON error object carries."""
        return {
            "code": self.code,
            "found": self.found,
            "expected": self.expected,
            "where": self.where,
            "remedy": self.remedy,
        }


class InputError(ForedoseError):
    """Something the caller gave cannot be used as it stands."""


class KnowledgeError(ForedoseError):
    """A fact file that ships with the package breaks its schema."""

    exit_code = 70


class ModelError(ForedoseError):
    """A declared model contradicts itself."""

    exit_code = 70


class SolveError(ForedoseError):
    """A simulation failed; the message names the model and the cause."""

    exit_code = 70
