"""Times `weighup report`: the example round, 30 x 8 and 1,000 x 8 with uncertain figures and one budget, 10,000 draws.

    cargo build --release && python3 benches/report.py [RUNS]

Prints wall and CPU seconds of the best of RUNS (default 3) runs each, and the size of the page.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WEIGHUP = os.path.join(ROOT, "target", "release", "weighup")
CRITERIA = 8


def made(folder, rows):
    """Writes a round of so many rows, seeded; its path."""
    draw = random.Random(3)
    path = os.path.join(folder, f"{rows}.csv")
    with open(path, "w", encoding="utf-8") as out:
        names = [f"c{index}" for index in range(CRITERIA)]
        out.write(",".join(["id", "name", "cost", *names, *(f"l{i},h{i}" for i in range(CRITERIA))]) + "\n")
        for row in range(rows):
            figures = [draw.randint(0, 100) for _ in names]
            bounds = [f"{max(0, figure - 10)},{min(100, figure + 10)}" for figure in figures]
            cells = [f"P{row:04d}", f"Programme number {row} of the round", draw.randint(50, 2000) * 1000, *figures, *bounds]
            out.write(",".join(map(str, cells)) + "\n")
    with open(os.path.join(folder, "criteria.toml"), "w", encoding="utf-8") as out:
        for index in range(CRITERIA):
            out.write(f'[[criteria]]\nid = "c{index}"\nbetter = "higher"\nworst = 0\nbest = 100\nnothing = 0\n')
            out.write(f"swing = {100 - 7 * index}\n")
            out.write(f'uncertainty = {{ low = "l{index}", high = "h{index}", distribution = "triangular" }}\n')
        out.write("[portfolio]\nbudget = 12_000_000\n")
    return path


def timed(data, page, command=("report",)):
    """Wall and CPU seconds of one paper, or of another command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([WEIGHUP, *command, data, "-o", page, "-q"], check=True, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        rounds = [
            ("board round", os.path.join(ROOT, "examples", "board-round", "interventions.csv")),
            ("30 x 8", made(folder, 30)),
            ("1,000 x 8", made(folder, 1000)),
        ]
        page = os.path.join(folder, "paper.html")
        for name, data in rounds:
            wall, cpu = min(timed(data, page) for _ in range(runs))
            print(f"{name:12} {wall:6.2f} s wall {cpu:6.2f} s CPU {os.path.getsize(page) / 1000:6.0f} kB")


if __name__ == "__main__":
    main()
