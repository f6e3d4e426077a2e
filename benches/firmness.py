"""Times frontiers and draws of plans as whole processes, weighup beside solvers that are installed. Read the ratio, not the seconds.

    cargo build --release && python3 benches/firmness.py [frontier|robust]

`frontier`: the best plan at 100 budgets from 1 % to 100 % of what all projects cost, under the budget alone and with side rules
(benches/portfolio.py says which). weighup lists all efficient plans, or the supported ones and 100 even budgets where there are
more than 5,000, and places and draws triangles besides. Peers solve the 100 problems one after another in one process; a table
of all budgets in numpy stands beside them where only the budget binds.

`robust`: 10,000 draws of the value (uniform, 40 % either way) and cost (uniform, 20 % either way) of 24 projects under side
rules, the best plan of each. weighup works out regret, the value of information (another 10,000 plans) and the curve over
budgets (11,000 more) besides, on both cores; peers draw in numpy and solve 10,000 problems. How often each project is chosen must
agree. CPU time is user and system, wall time beside it. Peers: highspy, pyscipopt and ortools, those that can be imported.
"""
import csv
import importlib.util
import json
import os
import statistics
import sys
import tempfile
import time

from peers import PROGRAM, ROOT, cpu_seconds
from portfolio import write_inputs

RUNS = {"frontier": 3, "robust": 1}
PEERS = {"highspy": "HiGHS", "pyscipopt": "SCIP", "ortools": "CP-SAT"}
SOLVER = os.path.join(ROOT, "benches", "peers", "plan_series.py")


def timed(commands, runs):
    """Median CPU and wall seconds of each, taken in turn after a first round that does not count."""
    cpu, wall = {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            cpu[name].append(cpu_seconds(command, os.devnull))
            wall[name].append(time.perf_counter() - started)
    return {name: (statistics.median(cpu[name][1:]), statistics.median(wall[name][1:])) for name in commands}


def told(what, times):
    peers = [name for name in times if name != "weighup"]
    fastest = min(peers, key=lambda name: times[name][0])
    each = ", ".join(f"{name} {times[name][0]:.3f} [{times[name][1]:.3f}]" for name in times)
    print(f"{what}: CPU s [wall] {each}; ratio to {fastest} {times['weighup'][0] / times[fastest][0]:.3f}", flush=True)


def frontier(peers):
    for count in (50, 200):
        with tempfile.TemporaryDirectory() as folder:
            data, rules = write_inputs(folder, count, "weak"), os.path.join(folder, "rules.json")
            ours = os.path.join(folder, "ours.json")
            for kind in ("budget", "side"):
                toml = os.path.join(folder, f"{kind}.toml")
                commands = {"weighup": [PROGRAM, "fund", data, "-c", toml, "--frontier", "-q", "-o", ours]}
                for peer in peers + (["numpy"] if kind == "budget" else []):
                    result = os.path.join(folder, f"{peer}.json")
                    commands[PEERS.get(peer, peer)] = [sys.executable, SOLVER, peer, data, rules, kind, "frontier", result]
                times = timed(commands, RUNS["frontier"])
                found = [json.load(open(os.path.join(folder, f"{peer}.json"))) for peer in peers]
                if any(other != found[0] for other in found):
                    sys.exit("the peers differ")
                agree(json.load(open(ours))["results"], found[0], data)
                told(f"{count} weak, {kind}", times)


def agree(results, steps, data):
    """Every plan of ours is worth what the peers found at its budget; and where all are listed, the other way round."""
    with open(data, newline="") as file:
        top = max(float(row["value"]) for row in csv.DictReader(file))
    plans = [(plan["cost"], round(plan["value"] * top)) for plan in results["frontier"]]
    for budget, value in steps:
        at_most = [worth for cost, worth in plans if cost <= budget]
        listed = results["frontier_extent"] == "all"
        if (value is None) != (not at_most) or (value is not None and (at_most[-1] > value or (listed and at_most[-1] != value))):
            sys.exit(f"at {budget}: {at_most[-1:]}, not {value}")


def robust(peers):
    with tempfile.TemporaryDirectory() as folder:
        data, rules = write_inputs(folder, 24, "weak"), os.path.join(folder, "rules.json")
        with open(data, newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for column, share in (("value", 0.4), ("cost", 0.2)):
                row[f"{column}_low"], row[f"{column}_high"] = (float(row[column]) * (1 + sign * share) for sign in (-1, 1))
        with open(data, "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        toml = os.path.join(folder, "side.toml")
        text = open(toml).read().replace("[[criteria]]", '[[criteria]]\noutside = "extrapolate"', 1)
        spread = "".join(f'{column} = {{ low = "{column}_low", high = "{column}_high", distribution = "uniform" }}\n'
                         for column in ("value", "cost"))
        open(toml, "w").write(f"{text}[uncertainty]\n{spread}")
        ours = os.path.join(folder, "ours.json")
        commands = {"weighup": [PROGRAM, "fund", data, "-c", toml, "--robust", "-q", "-o", ours]}
        for peer in peers:
            result = os.path.join(folder, f"{peer}.json")
            commands[PEERS[peer]] = [sys.executable, SOLVER, peer, data, rules, "side", "robust", result]
        times = timed(commands, RUNS["robust"])
        own = [row["p_funded"] for row in json.load(open(ours))["results"]["robust"]["interventions"]]
        for peer in peers:
            other = json.load(open(os.path.join(folder, f"{peer}.json")))
            apart = max(abs(a - b) for a, b in zip(own, other))
            if apart > 0.03:
                sys.exit(f"{peer} chooses as often as {apart:.3f} apart")
        told("10,000 draws of 24", times)


def main():
    peers = [module for module in PEERS if importlib.util.find_spec(module)]
    if not peers:
        sys.exit("no peer is installed: pip install numpy highspy pyscipopt ortools")
    for job in sys.argv[1:] or ["frontier", "robust"]:
        {"frontier": frontier, "robust": robust}[job](peers)


if __name__ == "__main__":
    main()
