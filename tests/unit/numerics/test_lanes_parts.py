"""Parts of the lane solver: its functions, its vector code, its failures, its cache."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numba import njit

from foredose.core import ModelError
from foredose.models.expression import FUNCTIONS
from foredose.models.kernels import System, build_kernel
from foredose.numerics.lanes import Status, digest_of, maths_text, solve, stored_module
from plans import add, clear, observe, plan_of, rate, steady

DECAY = System(states=("a",), rates=("-k*a",), parameters=("k",))
RANDOM = np.random.default_rng(0)


@pytest.fixture(scope="module")
def maths():
    module = stored_module("maths", digest_of(maths_text()), maths_text)
    flags = {"contract", "nsz", "arcp"}

    def over(function, arguments):
        if arguments == 1:

            @njit(error_model="numpy", fastmath=flags)
            def run(x, out):
                for i in range(x.size):
                    out[i] = function(x[i])

        else:

            @njit(error_model="numpy", fastmath=flags)
            def run(x, y, out):
                for i in range(x.size):
                    out[i] = function(x[i], y[i])

        def apply(*values):
            out = np.empty(len(values[0]))
            run(*(np.asarray(v, dtype=float) for v in values), out)
            return out

        return apply

    return {name: over(getattr(module, name), 1 + (name == "power")) for name in ("exp", "log", "power")}


def ulps(found, exact):
    return float((np.abs(found - exact) / np.spacing(np.abs(exact.astype(float)))).max())


def test_exp_is_exact_to_two_units_in_the_last_place(maths):
    x = np.concatenate([RANDOM.uniform(-708, 709.4, 50_000), RANDOM.normal(size=50_000) * 1e-3, [0.0]])
    assert ulps(maths["exp"](x), np.exp(x.astype(np.longdouble))) < 2
    assert maths["exp"]([-800.0, 710.0, np.inf, -np.inf]).tolist() == [0.0, np.inf, np.inf, 0.0]


def test_log_is_exact_to_two_units_in_the_last_place(maths):
    x = np.concatenate(
        [np.exp(RANDOM.uniform(-690, 709, 50_000)), 1 + RANDOM.normal(size=50_000) * 1e-3, [1.0]]
    )
    assert ulps(maths["log"](x), np.log(x.astype(np.longdouble))) < 2
    assert maths["log"]([0.0, -1.0]) == pytest.approx(np.log(1e-300))


def test_power_is_exact_to_three_units_in_the_last_place(maths):
    x = np.concatenate([np.exp(RANDOM.uniform(-690, 700, 50_000)), RANDOM.uniform(0.2, 5, 50_000)])
    g = RANDOM.uniform(-30, 30, len(x))
    inside = np.abs(g * np.log(x)) < 707
    x, g = x[inside], g[inside]
    assert ulps(maths["power"](x, g), np.power(x.astype(np.longdouble), g.astype(np.longdouble))) < 3
    found = maths["power"]([-2.0, -2.0, -2.0, 0.0, 0.0], [2.0, 3.0, 2.5, 1.5, 0.0])
    assert found.tolist() == pytest.approx([4.0, -8.0, 0.0, 0.0, 1.0], rel=1e-15)


def test_what_is_not_a_number_stays_so(maths):
    bad = np.array([np.nan])
    assert np.isnan([maths["exp"](bad)[0], maths["log"](bad)[0]]).all()
    assert np.isnan(maths["power"](bad, [2.0])).all()
    assert np.isnan(maths["power"]([2.0], bad)).all()


def test_the_step_is_vector_code(monkeypatch, tmp_path):
    told = Path("/proc/cpuinfo")
    flags = told.read_text() if told.exists() else ""
    register = "zmm" if "avx512f" in flags else "ymm" if "avx2" in flags else ""
    if not register:
        pytest.skip("this processor is not known to have AVX2 or AVX-512")
    monkeypatch.setenv("FOREDOSE_CACHE", str(tmp_path))  # code that is loaded cannot be looked at
    g = f"g{os.getpid()}"
    system = System(
        states=("a", "b"), rates=(f"-k*a**{g}", f"exp(-b) + k*a**{g}/(1 + b)"), parameters=("k", g)
    )
    address = build_kernel(system).address
    steps = [m.advance for n, m in sys.modules.items() if n.startswith("foredose_kernel_")]
    (code,) = (s._library.get_asm_str() for s in steps if s.address == address)
    lines = [line for line in code.splitlines() if "pd" in line]
    packed = [line for line in lines if register in line]
    assert len(packed) > 0.9 * len(lines) > 50
    assert sum("sd\t" in line and "v" in line for line in code.splitlines()) < 0.1 * len(packed)


def failures(system, rows, start, actions, **options):
    people = [actions] * len(start)
    return solve(build_kernel(system), np.asarray(rows), np.asarray(start), plan_of(people), **options)


def test_a_system_that_blows_up_is_named_and_stops_nobody_else():
    system = System(states=("x",), rates=("k*x**2",), parameters=("k",))
    solution = failures(
        system, [[-1.0], [1.0], [-1.0]], np.ones((3, 1)), [add(0.0, 0, 0.0), observe(0.5), observe(2.0)]
    )
    (one,) = solution.failures
    assert one.person == 1
    assert one.status in (Status.STEP_UNDERFLOW, Status.NOT_FINITE, Status.STEP_LIMIT)
    assert one.time == pytest.approx(1.0, abs=1e-3)
    assert one.cause
    x = solution.states.reshape(3, 2)
    assert x[[0, 2]] == pytest.approx(1 / (1 + np.array([[0.5, 2.0]] * 2)), rel=1e-5)
    assert x[1, 0] == pytest.approx(2.0, rel=1e-5)
    assert np.isnan(x[1, 1])


def test_the_step_limit_is_a_status():
    system = System(states=("x", "y"), rates=("w*y", "-w*x"), parameters=("w",))
    solution = failures(system, [[1.0], [1e4]], [[1.0, 0.0]] * 2, [observe(0.0), observe(1.0)], max_steps=100)
    assert solution.status.tolist() == [Status.DONE, Status.STEP_LIMIT]
    assert 0 < solution.stopped[1] < 1.0


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_is_a_status(bad):
    solution = failures(DECAY, [[0.1], [bad]], [[1.0]] * 2, [observe(0.0), observe(1.0)])
    assert solution.status.tolist() == [Status.DONE, Status.NOT_FINITE]


def test_doses_that_never_repeat_are_a_status():
    system = System(states=("a",), rates=("-vmax*a/(km + a)",), parameters=("vmax", "km"))
    actions = [steady(3.0, 0, amount=100.0, interval=12.0, age=12.0), observe(4.0)]
    solution = failures(system, [[20.0, 5.0], [8.0, 5.0]], np.zeros((2, 1)), actions)
    assert solution.status.tolist() == [Status.DONE, Status.NO_STEADY_STATE]
    assert solution.stopped[1] == 3.0
    constant = [steady(3.0, 0, inflow=10.0, duration=np.inf, interval=0.0, age=0.0), observe(3.0)]
    solution = failures(system, [[20.0, 5.0], [8.0, 5.0]], np.zeros((2, 1)), constant)
    assert solution.states[0, 0] == pytest.approx(5.0, rel=1e-6)
    assert solution.status.tolist() == [Status.DONE, Status.NO_STEADY_STATE]


def test_a_dose_before_its_time_is_a_status():
    actions = [steady(0.0, 0, amount=100.0, interval=12.0, age=-1.0), observe(1.0)]
    assert failures(DECAY, [[0.1]], [[0.0]], actions).status.tolist() == [Status.NEGATIVE_AGE]


def test_a_steady_state_joins_what_is_there_and_leaves_running_integrals():
    system = System(states=("a", "auc"), rates=("-k*a", "a"), parameters=("k",))
    actions = [add(0.0, 0, 7.0), steady(0.0, 0, amount=10.0, interval=12.0, age=12.0, keep=1.0), observe(0.0)]
    solution = failures(system, [[0.1]], [[0.0, 0.0]], actions)
    left = np.exp(-1.2)
    assert solution.states[0] == pytest.approx([7.0 + 10 * left / (1 - left), 0.0], rel=1e-5)


def test_rates_may_use_the_time():
    system = System(states=("a",), rates=("k/(1 + time)",), parameters=("k",))
    actions = [observe(2.0), *(observe(t) for t in (3.0, 9.0, 20.0))]
    found = failures(system, [[2.0]], [[0.0]], actions, rtol=1e-8).states[:, 0]
    assert found == pytest.approx(2 * np.log((1 + np.array([2.0, 3.0, 9.0, 20.0])) / 3), rel=1e-7, abs=1e-12)


@pytest.mark.skipif("min" not in FUNCTIONS, reason="the grammar has no min, max and step yet")
def test_rates_may_bend_and_switch():
    system = System(states=("a",), rates=("min(k, 2) + step(time - 5)*max(0, k - 2)",), parameters=("k",))
    found = failures(system, [[1.0], [3.0]], [[0.0]] * 2, [observe(0.0), observe(5.0), observe(9.0)])
    assert found.states.reshape(2, 3) == pytest.approx(np.array([[0, 5, 9], [0, 10, 22]]), rel=1e-5, abs=1e-9)


def test_infusions_end_and_resets_empty():
    actions = [
        rate(0.0, 0, 5.0),
        observe(2.0),
        rate(2.0, 0, -5.0),
        observe(4.0),
        clear(4.0),
        observe(4.0),
        observe(5.0),
    ]
    found = failures(DECAY, [[0.1]], [[3.0]], actions, rtol=1e-9).states[:, 0]
    top = 50 + (3 - 50) * np.exp(-0.2)
    assert found == pytest.approx([top, top * np.exp(-0.2), 3.0, 3.0 * np.exp(-0.1)], rel=1e-8)


def test_nobody_and_nothing_to_do():
    solution = solve(build_kernel(DECAY), np.ones((1, 1)), np.ones((2, 1)), plan_of([[], [observe(1.0)]]))
    assert solution.status.tolist() == [0, 0]
    assert solution.states[0, 0] == 1.0


def test_a_rate_of_unknown_names_is_refused():
    with pytest.raises(ModelError, match=r"model\.unknown_name"):
        System(states=("a",), rates=("-k*b",), parameters=("k",))


def test_a_second_process_takes_the_kept_kernel(tmp_path):
    code = (
        "import sys, time\nfrom foredose.models.kernels import System, build_kernel\n"
        "from foredose.numerics.lanes.solve import driver\n"
        "build_kernel(System(states=('a',), rates=('-k*a**2',), parameters=('k',)))\n"
        "print('sympy' in sys.modules)"
    )
    environment = {**os.environ, "FOREDOSE_CACHE": str(tmp_path)}
    runs = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert all(run.communicate()[1] is None and run.returncode == 0 for run in runs)
    kept = sorted((tmp_path / "lanes").glob("foredose_kernel_*.py"))
    assert len(kept) == 1
    again = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert again.stdout.split() == ["False"]
    assert not list((tmp_path / "lanes").glob("*.draft"))


def kept_module(folder, monkeypatch, digest, text="VALUE = 1\n"):
    monkeypatch.setenv("FOREDOSE_CACHE", str(folder))
    name = f"foredose_toy_{digest}"
    monkeypatch.delitem(sys.modules, name, raising=False)
    module = stored_module("toy", digest, lambda: text)
    monkeypatch.delitem(sys.modules, name)
    return module, folder / "lanes" / f"{name}.py"


@pytest.mark.parametrize("harm", ["cut", "changed", "added", "empty", "bytes", "old"])
def test_a_kept_module_that_is_not_what_was_written_is_made_anew_and_never_run(tmp_path, monkeypatch, harm):
    module, path = kept_module(tmp_path, monkeypatch, harm)
    assert (module.VALUE, Path(module.__file__)) == (1, path)
    whole = path.read_bytes()
    evil = b"raise SystemExit('run')\n"
    bad = {
        "cut": whole[:-9],
        "changed": whole.replace(b"VALUE = 1", b"VALUE = 2"),
        "added": whole + evil,
        "empty": b"",
        "bytes": b"\xff\xfe",
        "old": evil,
    }
    path.write_bytes(bad[harm])
    again, _ = kept_module(tmp_path, monkeypatch, harm)
    assert again.VALUE == 1
    assert path.read_bytes() == whole
    assert not list(path.parent.glob("*.draft"))


def test_a_thread_waits_for_the_module_that_another_one_makes(tmp_path, monkeypatch):
    monkeypatch.setenv("FOREDOSE_CACHE", str(tmp_path))
    text = "import time\ntime.sleep(1.0)\nvalue = 7"
    digest = digest_of(text, "threads")

    def taken(after):
        time.sleep(after)
        return stored_module("slow", digest, lambda: text).value

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(taken, (0.0, 0.2, 0.5))) == [7, 7, 7]


def test_a_whole_module_is_taken_as_it_is(tmp_path, monkeypatch):
    _, path = kept_module(tmp_path, monkeypatch, "whole")
    before = path.stat()
    module, _ = kept_module(tmp_path, monkeypatch, "whole", text="VALUE = 3\n")
    assert module.VALUE == 1
    assert path.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners are told on POSIX systems alone")
@pytest.mark.parametrize("what", ["group", "all", "owner", "link", "machine code"])
def test_a_folder_that_others_can_write_to_is_left_alone(tmp_path, monkeypatch, capsys, what):
    folder = tmp_path / "lanes"
    folder.mkdir(mode=0o755)
    if what == "machine code":
        (folder / "__pycache__").mkdir()
        (folder / "__pycache__").chmod(0o777)
    elif what == "link":
        folder.rename(tmp_path / "target")
        folder.symlink_to(tmp_path / "target")
        user, told = os.getuid(), Path.lstat
        other = os.stat_result((0o120777, 1, 1, 1, user + 7, 0, 0, 0, 0, 0))
        monkeypatch.setattr(Path, "lstat", lambda p: other if p == folder else told(p))
    elif what == "owner":
        real = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: real + 7)
    else:
        folder.chmod(0o775 if what == "group" else 0o777)
    digest = what.replace(" ", "_")
    (folder / f"foredose_toy_{digest}.py").write_text("raise SystemExit('run')")
    for _ in range(2):
        module, path = kept_module(tmp_path, monkeypatch, digest)
        assert module.VALUE == 1
        assert Path(module.__file__).parent != folder
    assert path.read_text() == "raise SystemExit('run')"
    assert capsys.readouterr().err.count("is not used") == 1


def test_a_cache_that_others_may_only_read_is_used_without_a_word(tmp_path, monkeypatch, capsys):
    (tmp_path / "lanes").mkdir(mode=0o755)
    module, path = kept_module(tmp_path, monkeypatch, "fine")
    assert Path(module.__file__) == path
    assert capsys.readouterr().err == ""
