"""The same people by scipy's LSODA, by diffrax and by libRoadRunner."""

from __future__ import annotations

import ast
import json
import math
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.lanes.models import Case
from foredose.models.expression import compile_vector, parse

ROADRUNNER_VARIABLE = "FOREDOSE_ROADRUNNER_PYTHON"


def lsoda(case: Case, rows: np.ndarray, rtol: float) -> tuple[np.ndarray, float]:
    """Return what is seen, of shape (person, look, state), and the seconds it took."""
    from scipy.integrate import solve_ivp

    functions = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "min": min, "max": max, "step": None}
    system = case.system
    rates = compile_vector(system.rates, {"x": system.states, "p": system.parameters}, functions)
    keep, found = [system.states.index(s) for s in case.seen], []
    looks = np.arange(1, case.looks + 1) * case.every / case.looks
    begin = time.perf_counter()
    for p, start in zip(rows.tolist(), case.starts(len(rows)), strict=True):
        y = start
        for _ in range(case.doses):
            y[0] += case.dose
            run = solve_ivp(
                lambda t, s, p=p: rates(np.maximum(s, 0).tolist(), p),
                (0, case.every), y, method="LSODA", rtol=rtol, atol=rtol * 1e-3, t_eval=looks,
            )  # fmt: skip
            y = run.y[:, -1].copy()
            found.append(run.y[keep].T)
    return np.array(found).reshape(len(rows), -1, len(keep)), time.perf_counter() - begin


def diffrax(case: Case, rows: np.ndarray, rtol: float) -> tuple[np.ndarray, float]:
    """Return what is seen and the seconds of the second call."""
    import diffrax as dx
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    functions: dict[str, Any] = {"exp": jnp.exp, "log": jnp.log, "sqrt": jnp.sqrt}
    functions |= {"min": jnp.minimum, "max": jnp.maximum, "step": None}
    system = case.system
    rates = compile_vector(system.rates, {"x": system.states, "p": system.parameters}, functions)
    term = dx.ODETerm(lambda t, y, p: jnp.stack(rates(jnp.maximum(y, 1e-30), p)))
    solver = dx.Kvaerno5() if case.stiff else dx.Tsit5()
    looks = jnp.arange(1, case.looks + 1) * case.every / case.looks
    keep = jnp.array([system.states.index(s) for s in case.seen])
    control = dx.PIDController(rtol=rtol, atol=rtol * 1e-3)

    def person(p: Any, y: Any) -> Any:
        def dose(y: Any, _: Any) -> Any:
            run = dx.diffeqsolve(
                term, solver, 0.0, case.every, 0.02, y.at[0].add(case.dose), p,
                saveat=dx.SaveAt(ts=looks), stepsize_controller=control, max_steps=4000,
            )  # fmt: skip
            return run.ys[-1], run.ys[:, keep]

        return jax.lax.scan(dose, y, None, length=case.doses)[1].reshape(-1, len(keep))

    solve = jax.jit(jax.vmap(person))
    given = (jnp.array(rows), jnp.array(case.starts(len(rows))))
    solve(*given).block_until_ready()
    begin = time.perf_counter()
    found = np.asarray(solve(*given))
    return found, time.perf_counter() - begin


def roadrunner(case: Case, rows: np.ndarray, rtol: float) -> tuple[np.ndarray, float]:
    """Return what is seen and the seconds it took, loading the model left out."""
    task = {
        "sbml": sbml(case),
        "states": list(case.states),
        "names": list(case.medians),
        "rows": rows.tolist(),
        "start": case.starts(1)[0].tolist(),
        "seen": list(case.seen),
        "rtol": rtol,
        "atol": rtol * 1e-3,
        "dose": case.dose,
        "every": case.every,
        "doses": case.doses,
        "looks": case.looks,
    }
    command = [os.environ[ROADRUNNER_VARIABLE], str(Path(__file__).with_name("roadrunner_run.py"))]
    plain = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        command, input=json.dumps(task), capture_output=True, text=True, check=True, env=plain
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    return np.array(answer["seen"]), answer["seconds"]


def sbml(case: Case) -> str:
    """Write the system as SBML: states and parameters as parameters, each state with a rate rule."""
    start = dict(zip(case.states, case.starts(1)[0], strict=True))
    parts = [f'<parameter id="{s}" value="{start[s]}" constant="false"/>' for s in case.states]
    parts += [f'<parameter id="{n}" value="{v}" constant="true"/>' for n, v in case.medians.items()]
    rules = [f'<rateRule variable="{s}">{_math(parse(r))}</rateRule>' for s, r in case.states.items()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" '
        f'version="1"><model id="m"><listOfParameters>{"".join(parts)}</listOfParameters>'
        f"<listOfRules>{''.join(rules)}</listOfRules></model></sbml>"
    )


def _math(node: ast.expr) -> str:
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{_element(node)}</math>'


_TAGS = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "divide", ast.Pow: "power"}


def _element(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return f"<ci>{node.id}</ci>"
    if isinstance(node, ast.Constant):
        return f"<cn>{node.value}</cn>"
    if isinstance(node, ast.UnaryOp):
        return f"<apply><minus/>{_element(node.operand)}</apply>"
    assert isinstance(node, ast.BinOp)
    return f"<apply><{_TAGS[type(node.op)]}/>{_element(node.left)}{_element(node.right)}</apply>"
