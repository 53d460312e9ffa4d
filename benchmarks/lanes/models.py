"""Three non-linear models with people drawn around a typical person, and their plans."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.models.kernels import System
from foredose.numerics.plan import ADD, OBSERVE, Plan, SteadyTable

ORGANS = {  # volume (L), share of cardiac output, tissue-to-blood ratio
    "adi": (20, 0.05, 8), "bon": (10, 0.05, 2), "bra": (1.4, 0.12, 3), "hea": (0.33, 0.04, 2), "kid": (0.31, 0.19, 2.5),
    "mus": (29, 0.17, 2), "ski": (3.3, 0.05, 3), "res": (6, 0.06, 1.5), "gut": (1.2, 0.15, 2.5), "spl": (0.18, 0.03, 2),
    "pan": (0.14, 0.01, 3), "liv": (1.8, 0.065, 4),
}  # fmt: skip
OUTPUT_L_PER_H = 390.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A system, its people and its doses; ``seen`` are the states that are kept."""

    title: str
    states: dict[str, str]
    medians: dict[str, float]
    spread: dict[str, float]
    start: dict[str, float]
    dose: float
    every: float
    doses: int
    looks: int
    seen: tuple[str, ...]
    stiff: bool = False

    @property
    def system(self) -> System:
        return System(
            states=tuple(self.states),
            rates=tuple(self.states.values()),
            parameters=tuple(self.medians),
            kept=self.seen,
        )

    def people(self, number: int, seed: int = 1) -> np.ndarray:
        draw = np.random.default_rng(seed).standard_normal((number, len(self.medians)))
        rows = np.array(list(self.medians.values())) * np.exp(np.array(list(self.spread.values())) * draw)
        if "emax" in self.medians:
            at = list(self.medians).index("emax")
            rows[:, at] = np.minimum(rows[:, at], 0.99)
        return rows

    def starts(self, number: int) -> np.ndarray:
        return np.tile([self.start.get(s, 0.0) for s in self.states], (number, 1))

    def plan(self, number: int, looks: int | None = None) -> Plan:
        looks = looks or self.looks
        within = np.arange(1, looks + 1) * self.every / looks
        time = np.concatenate([np.r_[i * self.every, i * self.every + within] for i in range(self.doses)])
        kind = np.tile(np.r_[ADD, [OBSERVE] * looks], self.doses)
        observed = self.doses * looks
        row = np.cumsum(kind == OBSERVE) - 1
        target = np.where(kind == ADD, 0, row)
        shifted = target[None] + np.where(kind == OBSERVE, 1, 0) * observed * np.arange(number)[:, None]
        none = np.zeros(0)
        return Plan(
            offset=np.arange(number + 1) * len(time),
            time=np.tile(time, number),
            kind=np.tile(kind, number),
            target=shifted.ravel(),
            amount=np.tile(np.where(kind == ADD, self.dose, 0.0), number),
            row=np.repeat(np.arange(number), len(time)),
            steady=SteadyTable(
                compartment=none, amount=none, rate=none, duration=none, interval=none, age=none
            ),
            observed=observed * number,
        )


def effect() -> Case:
    inhibited = "(1 - emax*(cen/(V*ec50))**g/(1 + (cen/(V*ec50))**g))"
    chain = {"c1": f"kt1*({inhibited} - c1)", "c2": "kt1*(c1 - c2)", "c3": "kt1*(c2 - c3)"}
    chain |= {"c4": f"kt2*({inhibited} - c4)", "c5": "kt2*(c4 - c5)", "c6": "kt2*(c5 - c6)"}
    medians = {
        "ka": 1.0,
        "k10": 0.3 / 14,
        "V": 14,
        "ec50": 1.0,
        "emax": 0.9,
        "g": 1.2,
        "kt1": 3 / 28.6,
        "kt2": 3 / 118,
    }
    return Case(
        title="warfarin-like PK/PD, transit chains, 8 states, 14 days",
        states={"dep": "-ka*dep", "cen": "ka*dep - k10*cen", **chain},
        medians=medians,
        spread=dict(zip(medians, (0.5, 0.35, 0.25, 0.4, 0.05, 0.15, 0.3, 0.3), strict=True)),
        start={f"c{i}": 1.0 for i in range(1, 7)},
        dose=5.0,
        every=24.0,
        doses=14,
        looks=14,
        seen=("cen", "c3", "c6"),
    )


def saturable() -> Case:
    medians = {"ka": 1.2, "V": 20.0, "k12": 0.5, "k21": 0.3, "vmax": 20.0, "km": 2.0}
    return Case(
        title="two-compartment Michaelis-Menten, 3 states, 14 days bid",
        states={
            "dep": "-ka*dep",
            "a1": "ka*dep - k12*a1 + k21*a2 - vmax*(a1/V)/(km + a1/V)",
            "a2": "k12*a1 - k21*a2",
        },
        medians=medians,
        spread=dict(zip(medians, (0.4, 0.3, 0.3, 0.3, 0.25, 0.3), strict=True)),
        start={},
        dose=100.0,
        every=12.0,
        doses=28,
        looks=7,
        seen=("a1",),
    )


def body() -> Case:
    shares = sum(q for _, q, _ in ORGANS.values())
    medians: dict[str, float] = {"ka": 1.0, "vmax": 60.0, "km": 1.0, "clr": 2.0}
    medians |= {f"q_{o}": OUTPUT_L_PER_H * q / shares for o, (_, q, _) in ORGANS.items()}
    medians |= {f"v_{o}": v * k for o, (v, _, k) in ORGANS.items()} | {
        "v_lun": 1.0,
        "v_art": 1.7,
        "v_ven": 3.5,
    }
    spread = {n: 0.15 if n[:2] == "q_" else 0.3 if n[:2] == "v_" else 0.4 for n in medians}
    flow = "(" + " + ".join(f"q_{o}" for o in ORGANS) + ")"
    portal = ("gut", "spl", "pan")
    hepatic = "(q_liv + q_gut + q_spl + q_pan)"
    states = {"dep": "-ka*dep"}
    states |= {o: f"q_{o}*(art/v_art - {o}/v_{o})" for o in ORGANS}
    states["kid"] += " - clr*kid/v_kid"
    states["gut"] += " + ka*dep"
    states["liv"] = (
        "q_liv*art/v_art + "
        + " + ".join(f"q_{o}*{o}/v_{o}" for o in portal)
        + f" - {hepatic}*liv/v_liv - vmax*(liv/v_liv)/(km + liv/v_liv)"
    )
    states["lun"] = f"{flow}*(ven/v_ven - lun/v_lun)"
    states["art"] = f"{flow}*(lun/v_lun - art/v_art)"
    back = " + ".join(f"q_{o}*{o}/v_{o}" for o in ORGANS if o not in (*portal, "liv"))
    states["ven"] = f"{back} + {hepatic}*liv/v_liv - {flow}*ven/v_ven"
    return Case(
        title="physiological, saturable liver, 16 states, 3 days bid",
        states=states,
        medians=medians,
        spread=spread,
        start={},
        dose=200.0,
        every=12.0,
        doses=6,
        looks=33,
        seen=("ven", "liv"),
        stiff=True,
    )


CASES = (effect, saturable, body)
