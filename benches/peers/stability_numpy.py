"""The interval of every weight over which each intervention keeps its rank, all pairs at once in NumPy.

    stability_numpy.py DATA CRITERIA OUT

Values are straight lines over a weight; a rank holds up to the nearest crossing with any other line on either side.
"""
import csv
import sys

import numpy as np


def main(data, table, out):
    with open(table, newline="") as file:
        criteria = list(csv.DictReader(file))
    with open(data, newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [row["id"] for row in rows]
    performances = np.array([[float(row[criterion["id"]]) for criterion in criteria] for row in rows])
    worst, best, swing = (np.array([float(criterion[key]) for criterion in criteria]) for key in ("worst", "best", "swing"))
    weights = swing / swing.sum()
    scores = 100 * (performances - worst) / (best - worst)
    values = scores @ weights
    with open(out, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "kind", "weight_of", "low", "high"])
        for criterion, weight in enumerate(weights):
            alone = scores[:, criterion]
            rest = (values - weight * alone) / (1 - weight)
            apart, ahead = rest[:, None] - rest[None, :], alone[:, None] - alone[None, :]
            with np.errstate(divide="ignore", invalid="ignore"):
                crossing = apart / (apart - ahead)
            crossing[~((crossing > 0) & (crossing < 1))] = np.nan
            low = np.where(crossing < weight, crossing, 0).max(axis=1)
            high = np.where(crossing > weight, crossing, 1).min(axis=1)
            name = criteria[criterion]["id"]
            writer.writerows([id, "criterion", name, repr(a), repr(b)] for id, a, b in zip(ids, low.tolist(), high.tolist()))


if __name__ == "__main__":
    main(*sys.argv[1:])
