"""Stochastic acceptability analysis of an additive model with vectorised NumPy, one block of draws after the other.

    smaa_numpy.py DATA CRITERIA DRAWS MODE RESULT

DATA: id, then for each criterion its figure and its standard deviation. CRITERIA: key, worst, best, swing, without a header.
MODE: W weights even on the simplex; O the same in the order of the swings; N every figure normal; T triangular with the same
mean and standard deviation. Scores are cut off at 0 and 1. RESULT: an .npz file with rank acceptabilities, pairwise winning
shares and central weights, in the order of the data.
"""
import csv
import sys

import numpy as np

BLOCK_CELLS = 3_000_000


def read(data, criteria):
    with open(criteria, newline="") as file:
        ends = [(key, float(worst), float(best), float(swing)) for key, worst, best, swing in csv.reader(file)]
    with open(data, newline="") as file:
        rows = list(csv.DictReader(file))
    worst, best, swing = (np.array([end[k] for end in ends]) for k in (1, 2, 3))
    figures = np.array([[float(row[key]) for key, *_ in ends] for row in rows])
    spreads = np.array([[float(row[f"{key}_sd"]) for key, *_ in ends] for row in rows])
    return (figures - worst) / (best - worst), spreads / np.abs(best - worst), swing


def weights(generator, draws, swing, mode):
    found = generator.standard_exponential((draws, len(swing)))
    found /= found.sum(axis=1, keepdims=True)
    if mode == "O":
        found.sort(axis=1)
        place = np.empty(len(swing), int)
        place[np.argsort(swing, kind="stable")] = np.arange(len(swing))
        found = found[:, place]
    return found


def values(generator, scores, spreads, drawn, mode):
    if mode in "WO":
        return drawn @ scores.T
    shape = (len(drawn), *scores.shape)
    if mode == "N":
        noise = generator.standard_normal(shape)
        noise *= spreads
    else:
        noise = generator.random(shape)
        noise += generator.random(shape)
        noise -= 1
        noise *= spreads * np.sqrt(6)
    noise += scores
    np.clip(noise, 0, 1, out=noise)
    return np.einsum("dac,dc->da", noise, drawn)


def main():
    data, criteria, draws, mode, result = sys.argv[1:]
    scores, spreads, swing = read(data, criteria)
    rows, draws = len(scores), int(draws)
    generator = np.random.Generator(np.random.SFC64(1))
    size = max(64, min(draws, BLOCK_CELLS // (rows * (scores.shape[1] if mode in "NT" else 4))))
    places = np.zeros(rows * rows, np.int64)
    ahead = np.zeros((rows, rows), np.int64)
    central = np.zeros(scores.shape)
    for start in range(0, draws, size):
        drawn = weights(generator, min(size, draws - start), swing, mode)
        order = np.argsort(-values(generator, scores, spreads, drawn, mode), axis=1)
        ranks = np.empty(order.shape, np.int16)
        np.put_along_axis(ranks, order, np.arange(rows, dtype=np.int16)[None, :], 1)
        places += np.bincount((ranks + np.arange(rows) * rows).ravel(), minlength=rows * rows)
        np.add.at(central, order[:, 0], drawn)
        by_row = np.ascontiguousarray(ranks.T)
        for row in range(rows - 1):
            ahead[row, row + 1:] += np.count_nonzero(by_row[row] < by_row[row + 1:], axis=1)
    acceptability = places.reshape(rows, rows) / draws
    wins = ahead / draws
    wins += np.tril(1 - wins.T, -1)
    first = acceptability[:, :1] * draws
    np.savez(result, acceptability=acceptability, wins=wins, central=np.divide(central, first, where=first > 0, out=central * np.nan))


main()
