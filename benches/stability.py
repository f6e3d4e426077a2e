"""Times the intervals of all ranks as whole processes, weighup beside NumPy. Read the ratio, not the seconds.

    cargo build --release && python3 benches/stability.py [ROWS CRITERIA]        default: 1000 20

The job: read the interventions, find for every criterion and intervention the interval of the weight over which its rank
holds, all pairs considered, and write them as CSV. CPU time is user and system; each figure is the median of several runs,
taken in turn so that noise hits both alike. Needs NumPy.
"""
import csv
import os
import random
import statistics
import sys
import tempfile

from peers import PROGRAM, ROOT, cpu_seconds, write_criteria

RUNS = 9
SAME = 1e-9


def write_inputs(folder, rows, criteria):
    noise = random.Random(1)
    keys = [(f"c{k}", *((0, 100) if k % 3 else (100, 0)), 100 - 3 * k) for k in range(criteria)]
    data = os.path.join(folder, "data.csv")
    with open(data, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", *(key for key, *_ in keys)])
        writer.writerows([f"I{row:05}", *(f"{noise.uniform(0, 100):.6f}" for _ in keys)] for row in range(rows))
    return data, *write_criteria(folder, keys)


def check_agreement(ours, theirs):
    """Both must give the same intervals, or the times mean nothing."""
    def load(path):
        with open(path, newline="") as file:
            return {(row["id"], row["weight_of"]): (float(row["low"]), float(row["high"])) for row in csv.DictReader(file)}
    mine, other = load(ours), load(theirs)
    worst = max(abs(a - b) for key in mine for a, b in zip(mine[key], other[key]))
    if len(mine) != len(other) or worst > SAME:
        sys.exit(f"{theirs} differs by {worst}")
    return len(mine), worst


def main():
    rows, criteria = (int(argument) for argument in sys.argv[1:]) if len(sys.argv) > 1 else (1000, 20)
    with tempfile.TemporaryDirectory() as folder:
        data, table, toml = write_inputs(folder, rows, criteria)
        result = {name: os.path.join(folder, name) for name in ("weighup", "numpy")}
        peer = os.path.join(ROOT, "benches", "peers", "stability_numpy.py")
        commands = {
            "weighup": [PROGRAM, "sensitivity", data, "-c", toml, "--ranks", "-f", "csv"],
            "numpy": [sys.executable, peer, data, table, result["numpy"]],
        }
        times = {name: [] for name in commands}
        for _ in range(RUNS + 1):
            for name, command in commands.items():
                times[name].append(cpu_seconds(command, result[name] if name == "weighup" else os.devnull))
        intervals, worst = check_agreement(result["weighup"], result["numpy"])
        median = {name: statistics.median(found[1:]) for name, found in times.items()}
        print(f"{rows} interventions x {criteria} criteria: {intervals} intervals, CPU seconds, median of {RUNS}")
        for name, seconds in median.items():
            print(f"  {name:8} {seconds:9.4f}   weighup / {name} = {median['weighup'] / seconds:.3f}")
        print(f"  largest difference between the two: {worst:.1e}")


if __name__ == "__main__":
    main()
