"""Times workbooks and Word documents: `rank` and `report` of 1,000 x 8, whole and against the same run written as text.

    cargo build --release && python3 benches/office.py [RUNS]

Prints wall and CPU seconds of the best of RUNS (default 5) runs each; the difference is the CPU that writing the form takes.
"""

import os
import sys
import tempfile

from report import made, timed


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        data = made(folder, 1000)
        for command in (["rank"], ["report", "-n", "1000"]):
            seconds = {}
            for ending in ("md", "html", "xlsx", "docx"):
                out = os.path.join(folder, f"out.{ending}")
                wall, seconds[ending] = min((timed(data, out, command) for _ in range(runs)), key=lambda found: found[1])
                size = os.path.getsize(out) / 1000
                print(f"{' '.join(command):16} .{ending:5} {wall:6.2f} s wall {seconds[ending]:6.2f} s CPU {size:6.0f} kB")
            for ending in ("xlsx", "docx"):
                print(f"{'':16} writing .{ending} {seconds[ending] - seconds['md']:.2f} s CPU")


if __name__ == "__main__":
    main()
