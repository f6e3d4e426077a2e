"""Times whole processes on one job, side by side: weighup, awk, plain Python. Read the ratios, not the seconds.

    cargo build --release && python3 benches/peers.py [ROWS ...]        default: 30 100000

The job: read interventions with eight criteria on fixed scales, score, weigh, rank, write CSV. CPU time is user and system
of the process and its children; each figure is the median of several runs, taken in turn so that noise hits all alike.
"""
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.environ.get("WEIGHUP", os.path.join(ROOT, "target", "release", "weighup"))
CRITERIA = [(f"c{k}", *((0, 100) if k % 3 else (100, 0)), 100 - 10 * k) for k in range(8)]


def write_inputs(folder, rows):
    """The same interventions and criteria for all: a CSV each, and the criteria in TOML."""
    noise = random.Random(1)
    data = os.path.join(folder, f"data_{rows}.csv")
    with open(data, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "name", "region", "sector", "status", *(key for key, *_ in CRITERIA)])
        for row in range(rows):
            figures = [f"{noise.uniform(0, 100):.6g}" for _ in CRITERIA]
            writer.writerow([f"I{row:07}", f"Intervention {row}", "North", "Health", "open", *figures])
    return data, *write_criteria(folder, CRITERIA)


def write_criteria(folder, criteria):
    """The same criteria as a table for the peers and as a criteria file."""
    table, toml = os.path.join(folder, "criteria.csv"), os.path.join(folder, "bench.toml")
    with open(table, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "worst", "best", "swing"])
        writer.writerows(criteria)
    with open(toml, "w") as file:
        for key, worst, best, swing in criteria:
            better = "higher" if best > worst else "lower"
            file.write(f'[[criteria]]\nid = "{key}"\nbetter = "{better}"\nworst = {worst}\nbest = {best}\nswing = {swing}\n')
    return table, toml


def cpu_seconds(command, out):
    with open(out, "wb") as stream:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def check_agreement(ours, theirs):
    """All peers must give the same order and values, or the times mean nothing."""
    def load(path):
        with open(path, newline="") as file:
            return {row["id"]: float(row["value"]) for row in csv.DictReader(file)}
    mine, other = load(ours), load(theirs)
    worst = max(abs(mine[key] - other[key]) for key in mine)
    if len(mine) != len(other) or worst > 1e-9:
        sys.exit(f"{theirs} differs by {worst}")


def main():
    sizes = [int(argument) for argument in sys.argv[1:]] or [30, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            data, table, toml = write_inputs(folder, rows)
            here = os.path.join(ROOT, "benches", "peers")
            result = {name: os.path.join(folder, name) for name in ("weighup", "awk", "python")}
            commands = {
                "weighup": [PROGRAM, "rank", data, "-c", toml, "-f", "csv"],
                "awk": [os.path.join(here, "rank_awk.sh"), data, table, result["awk"]],
                "python": [sys.executable, os.path.join(here, "rank_plain.py"), data, table, result["python"]],
            }
            runs = 41 if rows <= 1000 else 5
            times = {name: [] for name in commands}
            for _ in range(runs + 1):
                for name, command in commands.items():
                    out = result[name] if name == "weighup" else os.devnull
                    times[name].append(cpu_seconds(command, out))
            for peer in ("awk", "python"):
                check_agreement(result["weighup"], result[peer])
            median = {name: statistics.median(found[1:]) for name, found in times.items()}
            print(f"{rows} rows x {len(CRITERIA)} criteria, CPU seconds, median of {runs}")
            for name, seconds in median.items():
                print(f"  {name:8} {seconds:9.4f}   weighup / {name} = {median['weighup'] / seconds:.2f}")


if __name__ == "__main__":
    main()
