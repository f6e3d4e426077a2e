"""Times simulations as whole processes, weighup beside NumPy. Read the ratio, not the seconds.

    cargo build --release && python3 benches/smaa.py [ROWS CRITERIA DRAWS MODES]        default: several sizes

The job: read interventions with the standard deviations of their figures, draw weights (mode W even on the simplex, O in the
order of the swings) and figures (N normal, T triangular; both with weights as in W), and write how often each takes each rank, is
ahead of each other, and which weights favour it. weighup works out confidence factors, quantiles and the value of information
besides. CPU time is user and system; each figure is the median of several runs, taken in turn so that noise hits both
alike. Needs NumPy.
"""
import csv
import json
import os
import random
import statistics
import sys
import tempfile

import numpy as np
from peers import PROGRAM, ROOT, cpu_seconds

RUNS = 5
SIZES = ((30, 8, 100_000, "WONT"), (30, 8, 1_000_000, "W"), (300, 12, 100_000, "W"), (1000, 12, 10_000, "W"))


def write_inputs(folder, rows, criteria):
    noise = random.Random(1)
    keys = [(f"c{k}", *((0, 100) if k % 3 else (100, 0)), 100 - 6 * k) for k in range(criteria)]
    data, table = os.path.join(folder, "data.csv"), os.path.join(folder, "table.csv")
    with open(data, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", *(f"{key}{part}" for key, *_ in keys for part in ("", "_sd", "_low", "_high"))])
        for row in range(rows):
            cells = []
            for _ in keys:
                figure, spread = noise.uniform(5, 95), noise.uniform(1, 10)
                half = spread * 6 ** 0.5
                cells += [f"{figure:.6f}", f"{spread:.6f}", f"{figure - half:.6f}", f"{figure + half:.6f}"]
            writer.writerow([f"I{row:05}", *cells])
    with open(table, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(keys)
    spreads = {"N": '{{ sd = "{0}_sd" }}', "T": '{{ low = "{0}_low", high = "{0}_high", distribution = "triangular" }}'}
    for mode in "WONT":
        with open(os.path.join(folder, f"{mode}.toml"), "w") as file:
            for key, worst, best, swing in keys:
                better = "higher" if best > worst else "lower"
                file.write(f'[[criteria]]\nid = "{key}"\nbetter = "{better}"\nworst = {worst}\nbest = {best}\nswing = {swing}\n')
                file.write(f'outside = "clamp"\n')
                if mode in spreads:
                    file.write(f"uncertainty = {spreads[mode].format(key)}\n")
    return data, table


def check_agreement(ours, theirs, draws):
    """Both must give the same shares within sampling error, or the times mean nothing."""
    with open(ours) as file:
        result = json.load(file)["results"]
    peer = np.load(theirs)
    found = {alternative["id"]: alternative for alternative in result["alternatives"]}
    ids = result["pairwise"]["ids"]
    acceptability = np.array([found[one]["rank_acceptability"] for one in ids])
    wins, off = np.array(result["pairwise"]["wins"]), ~np.eye(len(ids), dtype=bool)
    worst = max(np.abs(acceptability - peer["acceptability"]).max(), np.abs(wins - peer["wins"])[off].max())
    # Two independent counts of shares near one half, over all cells.
    if worst > 6 * (0.5 / draws) ** 0.5:
        sys.exit(f"they differ by {worst}")
    return worst


def main():
    rows, criteria, draws, modes = sys.argv[1:] if len(sys.argv) > 1 else (None,) * 4
    sizes = SIZES if rows is None else ((int(rows), int(criteria), int(draws), modes),)
    for rows, criteria, draws, modes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            data, table = write_inputs(folder, rows, criteria)
            ours, theirs = os.path.join(folder, "ours.json"), os.path.join(folder, "theirs.npz")
            peer = os.path.join(ROOT, "benches", "peers", "smaa_numpy.py")
            for mode in modes:
                space = "ordinal" if mode == "O" else "uniform"
                criteria_file = os.path.join(folder, f"{mode}.toml")
                commands = {
                    "weighup": [PROGRAM, "simulate", data, "-c", criteria_file, "--weights", space, "-n", str(draws), "-o", ours],
                    "numpy": [sys.executable, peer, data, table, str(draws), mode, theirs],
                }
                times = {name: [] for name in commands}
                for _ in range(RUNS + 1):
                    for name, command in commands.items():
                        times[name].append(cpu_seconds(command, os.devnull))
                median = {name: statistics.median(found[1:]) for name, found in times.items()}
                worst = check_agreement(ours, theirs, draws)
                print(f"{rows} x {criteria}, {draws:,} draws, {mode}: weighup {median['weighup']:.3f} s, NumPy {median['numpy']:.3f} s,"
                      f" ratio {median['weighup'] / median['numpy']:.3f} (largest difference {worst:.4f})")


if __name__ == "__main__":
    main()
