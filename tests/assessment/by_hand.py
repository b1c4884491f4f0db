"""The scoring once more, slowly, from the published rules alone: no code or data shared with the product."""

from fractions import Fraction

GROUPS = {
    "visibility": (1, 2, 3),
    "unit_economics": (4, 5, 6),
    "run_efficiency": (7, 8, 9),
    "sticky_costs": (10, 11, 12),
    "control": (13, 14, 15),
}
NAMES = ["invisible", "tracked", "allocated", "optimized", "governed"]


def worked_out(answers: dict, evidence: dict) -> dict:  # noqa: C901 - plain and slow on purpose
    totals = {}
    for reading in ("claimed", "high", "evidenced"):
        groups = {}
        for name, numbers in GROUPS.items():
            levels = []
            for number in numbers:
                level = answers[f"q{number}"]
                if isinstance(level, dict):
                    continue
                if level == "dk":
                    level = 4 if reading == "high" else 0
                if reading == "evidenced" and level in (3, 4) and f"q{number}" not in evidence:
                    level = 2
                levels.append(level)
            group = Fraction(0)
            for level in levels:
                group += Fraction(level * 100, 4) / len(levels)
            groups[name] = group
        totals[reading] = sum(groups.values(), Fraction(0)) / 5
        if reading == "claimed":
            claimed = groups
    alone = rank = band(totals["claimed"])
    lowest = min(claimed.values())
    weakest = [name for name in GROUPS if claimed[name] == lowest] if len(set(claimed.values())) > 1 else []
    caps = []
    limits = [
        ("weak_link", band(lowest) + 1, True),
        ("unit_cost", 2, answers["q4"] in (0, 1, "dk")),
        ("unknowns", 2, list(answers.values()).count("dk") >= 4),
    ]
    for rule, limit, holds in limits:
        if holds and limit < alone:
            caps.append(rule)
            rank = min(rank, limit)
    return {
        "score": totals["claimed"],
        "score_high": totals["high"],
        "evidenced_score": totals["evidenced"],
        "stage": NAMES[rank],
        "stage_without_caps": NAMES[alone],
        "caps": caps,
        "dimensions": claimed,
        "weakest": weakest,
        "find_out": [key for key in answers if answers[key] == "dk"],
    }


def band(value: Fraction) -> int:
    return 4 if value >= 80 else 3 if value >= 60 else 2 if value >= 40 else 1 if value >= 20 else 0
