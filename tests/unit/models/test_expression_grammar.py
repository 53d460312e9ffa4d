import numpy as np
import pytest

from foredose.core import ModelError
from foredose.models.compiled import NUMPY_FUNCTIONS
from foredose.models.expression import compile_vector, evaluate, inline, is_affine, names_in, parse


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b",
        "a[0]",
        "open('x')",
        "().__class__",
        "__import__('os')",
        "exp(a, b)",
        "exp(*a)",
        "exp(x=1)",
        "exp()",
        "exp.__self__(1)",
        "sin(a)",
        "max(a)",
        "min(a, b, c)",
        "step(a, b)",
        "exp(a)(b)",
        "lambda: 1",
        "'text'",
        "b'text'",
        "f'{a}'",
        "True",
        "None",
        "...",
        "1j",
        "a < b",
        "a == b",
        "a and b",
        "not a",
        "+a",
        "~a",
        "a % b",
        "a // b",
        "a @ b",
        "a | b",
        "a << 1",
        "a if b else c",
        "[a]",
        "(a, b)",
        "{a: b}",
        "{a}",
        "[a for a in b]",
        "(a := 1)",
        "a; b",
        "a = 1",
        "import os",
        "yield a",
        "await a",
        "a\nb",
        "__builtins__",
        "__import__",
        "a + _b",
    ],
)
def test_anything_but_arithmetic_is_refused(text):
    with pytest.raises(ModelError) as told:
        parse(text)
    assert told.value.code == "model.expression"
    with pytest.raises(ModelError):
        compile_vector([text], {"x": ("a", "b", "c")}, NUMPY_FUNCTIONS)


def test_a_null_byte_is_refused_as_any_other_text():
    with pytest.raises(ModelError):
        parse("a\0b")


def test_compiled_code_sees_no_builtins():
    """Even a name that the gate of declared names missed reaches nothing of Python."""
    for name in ("open", "print", "eval", "exec"):
        compiled = compile_vector([name], {"x": ("a",)}, NUMPY_FUNCTIONS)
        with pytest.raises(NameError):
            compiled([1.0])


def test_a_function_is_not_a_name():
    assert names_in("exp(a) + log(b)*sqrt(c)") == {"a", "b", "c"}


def test_precedence_is_pythons():
    values = {"a": 2.0, "b": 3.0, "c": 4.0}
    for text in ("-a**2", "a - b - c", "a/b/c", "a**b**a", "a + b*c", "-(a - b)", "2**-a"):
        assert evaluate(text, values, NUMPY_FUNCTIONS) == eval(text, {}, values)  # noqa: S307 - oracle
        assert compile_vector([text], {"x": ("a", "b", "c")}, NUMPY_FUNCTIONS)([2.0, 3.0, 4.0]) == (
            eval(text, {}, values),  # noqa: S307 - oracle
        )


def test_compiled_vectors_read_each_argument_in_its_own_order():
    compiled = compile_vector(["a - 10*k", "b + m"], {"x": ("a", "b"), "p": ("m", "k")}, NUMPY_FUNCTIONS)
    first, second = compiled(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert (first, second) == (1.0 - 40.0, 5.0)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("3", True),
        ("k*x", True),
        ("x/k - y*exp(k)", True),
        ("k**k*x", True),
        ("-(x + y)/2", True),
        ("x*y", False),
        ("x*x", False),
        ("k/x", False),
        ("exp(x)", False),
        ("exp(k*x)", False),
        ("x**2", False),
        ("k**x", False),
        ("log(k + x)", False),
        ("k/(1 + x)", False),
        ("(x + 1)*(k + y)", False),
    ],
)
def test_linear_in_the_states(text, yes):
    assert is_affine(text, frozenset({"x", "y"})) is yes


def test_a_state_may_have_the_name_of_an_argument():
    compiled = compile_vector(["x + 10*y"], {"x": ("x", "y")}, NUMPY_FUNCTIONS)
    assert compiled(np.array([1.0, 2.0])) == (21.0,)


def test_min_max_and_step_are_numbers_and_never_linear_in_a_state():
    known = {"a": np.array([1.0, 3.0]), "b": 2.0}
    assert evaluate("min(a, b)", known, NUMPY_FUNCTIONS).tolist() == [1, 2]
    assert evaluate("max(a, b) - 1", known, NUMPY_FUNCTIONS).tolist() == [1, 2]
    assert evaluate("step(a - b)", known, NUMPY_FUNCTIONS).tolist() == [0, 1]
    assert evaluate("step(a - 1)", known, NUMPY_FUNCTIONS).tolist() == [1, 1]
    assert is_affine("min(b, 1)*a", frozenset("a"))
    assert not is_affine("min(a, 1)", frozenset("a"))


def test_a_name_is_replaced_by_what_it_stands_for_without_losing_its_parentheses():
    text = inline("CL*C + k", {"C": "a + b"})
    assert evaluate(text, {"CL": 2, "a": 1, "b": 3, "k": 5}, NUMPY_FUNCTIONS) == 13
