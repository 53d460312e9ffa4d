"""Run people through libRoadRunner; started in the interpreter that has it, reads a task and prints an answer."""

import json
import sys
import time

import numpy as np
import roadrunner


def main() -> None:
    task = json.load(sys.stdin)
    runner = roadrunner.RoadRunner(task["sbml"])
    runner.timeCourseSelections = [*task["states"]]
    integrator = runner.integrator
    integrator.relative_tolerance, integrator.absolute_tolerance = task["rtol"], task["atol"]
    ids = list(runner.model.getGlobalParameterIds())
    states, names = ([ids.index(n) for n in task[k]] for k in ("states", "names"))
    keep = [task["states"].index(s) for s in task["seen"]]
    found = []
    begin = time.perf_counter()
    for row in task["rows"]:
        runner.model.setGlobalParameterValues(names, row)
        y = np.array(task["start"])
        for _ in range(task["doses"]):
            y[0] += task["dose"]
            runner.model.setGlobalParameterValues(states, y)
            got = np.asarray(runner.simulate(0.0, task["every"], task["looks"] + 1))
            y = got[-1].copy()
            found.append(got[1:, keep])
    seconds = time.perf_counter() - begin
    seen = np.array(found).reshape(len(task["rows"]), -1, len(keep))
    print(json.dumps({"seconds": seconds, "seen": seen.tolist()}))


main()
