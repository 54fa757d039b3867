"""CPU time of sharing money over 100,000 claims: by claim with caps, with a least amount, as a tide.

`python -m benchmarks.allocation` from the repository's folder. Each way is timed in several rounds
that take turns, and the best and the middle one are printed beside the aim in seconds of CPU.
"""

import argparse
import json
import random
import statistics
import time

from app.remedy_fund.plans.rules.allocation import allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding, Rule

CLAIMS, ROUNDS, SEED = 100_000, 5, 20261122
AIMS_S = {"pro_rata_with_caps": 1.0, "pro_rata_with_least_amount": 8.0, "tide": 8.0,
          "tide_with_least_amount": 8.0}  # fmt: skip
LEAST = 100_000_000


def claims_of(count: int, *, prior: bool) -> list[Claim]:
    """Return claims between one million and five billion won, half of them capped below."""
    source = random.Random(SEED)
    made = []
    for _ in range(count):
        won = source.randrange(1_000_000, 5_000_000_000)
        others = source.randrange(0, won // 2) if prior else 0
        cap = min(won - others, source.randrange(1, 2_000_000_000))
        made.append(Claim(id=f"fline_{source.randrange(16**32):032x}", benefit="b", claim_won=won,
                          cap_won=cap, prior_won=others))  # fmt: skip
    return made


def main() -> None:
    """Print one JSON object with the CPU seconds of each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    plain, covered = claims_of(given.claims, prior=False), claims_of(given.claims, prior=True)
    ways = {
        "pro_rata_with_caps": (plain, Options(rounding=Rounding.TREASURY_10)),
        "pro_rata_with_least_amount": (plain, Options(de_minimis_won=LEAST)),
        "tide": (covered, Options(rule=Rule.TIDE)),
        "tide_with_least_amount": (covered, Options(rule=Rule.TIDE, de_minimis_won=LEAST)),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(given.rounds):
        for name, (claims, options) in ways.items():
            money = sum(claim.cap_won for claim in claims) // 3
            pot = Pot("general", min(money, 10**15), frozenset({"b"}))
            began = time.process_time()
            allocate(claims, [pot], options)
            spent[name].append(time.process_time() - began)
    found = {
        name: {"best_s": round(min(times), 3), "median_s": round(statistics.median(times), 3),
               "aim_s": AIMS_S[name]}
        for name, times in spent.items()
    }  # fmt: skip
    print(json.dumps({"claims": given.claims, "cpu": found}, indent=2))


if __name__ == "__main__":
    main()
