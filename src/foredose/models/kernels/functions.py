"""The functions of the grammar as symbols with derivatives that stay finite where the function does."""

from __future__ import annotations

from typing import Any

import sympy as sp

__all__ = ["Exp", "Inverse", "Larger", "Largest", "Log", "Power", "Smallest", "Sqrt", "Step"]


class Inverse(sp.Function):  # type: ignore[misc]
    """1/x, and 0 where ``log`` and ``power`` are flat."""

    nargs = 1


class Larger(sp.Function):  # type: ignore[misc]
    """1 where the first is larger than the second, else 0."""

    nargs = 2

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative by one argument."""
        return sp.S.Zero


class Exp(sp.Function):  # type: ignore[misc]
    """Exponential."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative."""
        return self


class Log(sp.Function):  # type: ignore[misc]
    """Natural logarithm."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative."""
        return Inverse(self.args[0])


class Sqrt(sp.Function):  # type: ignore[misc]
    """Square root."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative."""
        return sp.Rational(1, 2) * Inverse(self)


class Power(sp.Function):  # type: ignore[misc]
    """The first to the power of the second."""

    nargs = 2

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative by one argument."""
        base, exponent = self.args
        if argindex == 1:
            return exponent * self * Inverse(base)
        return self * Log(base)


class Largest(sp.Function):  # type: ignore[misc]
    """The larger of two."""

    nargs = 2

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative by one argument."""
        first = Larger(*self.args)
        return first if argindex == 1 else 1 - first


class Smallest(sp.Function):  # type: ignore[misc]
    """The smaller of two."""

    nargs = 2

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative by one argument."""
        second = Larger(*self.args)
        return 1 - second if argindex == 1 else second


class Step(sp.Function):  # type: ignore[misc]
    """1 from 0 on, else 0."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Any:
        """Return the derivative."""
        return sp.S.Zero
