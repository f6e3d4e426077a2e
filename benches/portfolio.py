"""Times plans as whole processes, weighup beside the solvers that are installed. Read the ratio, not the seconds.

    cargo build --release && python3 benches/portfolio.py [PROJECTS weak|hard]        default: 50, 200 and 1,000 weak, 200 hard

The job: read projects with cost and value, and find the set of most value under one budget; `side` adds two group minimums, a
group maximum, an exclusion and a prerequisite. In `hard` the value is almost proportional to the cost, the worst case for
branch and bound. Every solver must prove its optimum, and all must agree. weighup works out the sorted list and why projects
are out besides. CPU time is user and system; each figure is the median of several runs, taken in turn so that noise hits all
alike. Peers: highspy, pyscipopt, pulp (CBC) and ortools (CP-SAT), those that can be imported.
"""
import csv
import importlib.util
import json
import os
import random
import statistics
import sys
import tempfile

from peers import PROGRAM, ROOT, cpu_seconds

RUNS = 5
SIZES = ((50, "weak"), (200, "weak"), (1000, "weak"), (200, "hard"))
PEERS = {"highspy": "HiGHS", "pyscipopt": "SCIP", "pulp": "CBC", "ortools": "CP-SAT"}


def write_inputs(folder, count, kind):
    noise = random.Random(count)
    projects = []
    for at in range(count):
        cost = noise.randint(40, 1000)
        hundredths = cost * 100 + 10_000 + noise.randrange(100) if kind == "hard" else 500 + noise.randrange(8000) + cost * 2
        projects.append({"id": f"P{at:04}", "group": f"G{at % 5}", "cost": cost, "value": f"{hundredths / 100:.2f}"})
    projects[0]["label"] = projects[1]["label"] = "either"
    projects[2]["requires"] = projects[3]["id"]
    data = os.path.join(folder, "projects.csv")
    with open(data, "w", newline="") as file:
        writer = csv.DictWriter(file, ["id", "group", "cost", "value", "label", "requires"], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(projects)
    budget = sum(project["cost"] for project in projects) * 35 // 100
    limits = {"G0": ("at_least", count // 10), "G1": ("at_least", count // 12), "G2": ("at_most", count // 25)}
    top = max(float(project["value"]) for project in projects)
    for side in (False, True):
        with open(os.path.join(folder, "side.toml" if side else "budget.toml"), "w") as file:
            file.write(f'[[criteria]]\nid = "value"\nbetter = "higher"\nworst = 0\nbest = {top}\nnothing = 0\nswing = 100\n')
            file.write(f"[portfolio]\nbudget = {budget}\n")
            if side:
                file.write('exclusive = "label"\nrequires = "requires"\n')
                for group, (bound, number) in limits.items():
                    file.write(f'[[portfolio.limits]]\nname = "{group}"\ncount = true\nwhere = {{ group = "{group}" }}\n{bound} = {number}\n')
    with open(os.path.join(folder, "rules.json"), "w") as file:
        json.dump({"budget": budget, "limits": limits}, file)
    return data


def total(data, chosen):
    with open(data, newline="") as file:
        return sum(round(100 * float(row["value"])) for row in csv.DictReader(file) if row["id"] in chosen)


def main():
    sizes = SIZES if len(sys.argv) == 1 else ((int(sys.argv[1]), sys.argv[2]),)
    peers = [module for module in PEERS if importlib.util.find_spec(module)]
    if not peers:
        sys.exit("no peer is installed: pip install highspy pyscipopt pulp ortools")
    solver = os.path.join(ROOT, "benches", "peers", "portfolio_solvers.py")
    for count, kind in sizes:
        with tempfile.TemporaryDirectory() as folder:
            data = write_inputs(folder, count, kind)
            ours, theirs = os.path.join(folder, "ours.json"), os.path.join(folder, "theirs.json")
            for rules in ("budget", "side"):
                commands = {"weighup": [PROGRAM, "fund", data, "-c", os.path.join(folder, f"{rules}.toml"), "-q", "-o", ours]}
                for peer in peers:
                    commands[peer] = [sys.executable, solver, peer, data, os.path.join(folder, "rules.json"), rules, theirs]
                times, found = {name: [] for name in commands}, {}
                for _ in range(RUNS + 1):
                    for name, command in commands.items():
                        times[name].append(cpu_seconds(command, os.devnull))
                        with open(ours if name == "weighup" else theirs) as file:
                            answer = json.load(file)
                        if name == "weighup":
                            if not answer["results"]["optimal"]:
                                sys.exit("weighup proved no optimum")
                            answer = answer["results"]["selected"]
                        found[name] = total(data, set(answer))
                if len(set(found.values())) != 1:
                    sys.exit(f"they differ: {found}")
                median = {name: statistics.median(all_of[1:]) for name, all_of in times.items()}
                fastest = min(peers, key=median.get)
                each = ", ".join(f"{PEERS[peer]} {median[peer]:.3f}" for peer in peers)
                print(f"{count} {kind}, {rules}: weighup {median['weighup']:.3f} s, {each}; "
                      f"ratio to {PEERS[fastest]} {median['weighup'] / median[fastest]:.3f}")


if __name__ == "__main__":
    main()
