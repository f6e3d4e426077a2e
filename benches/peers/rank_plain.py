"""The same job in plain Python: min-max scores on stated ends, weighted sum, ranks. rank_plain.py DATA CRITERIA OUT"""
import csv
import sys

data, criteria, out = sys.argv[1:]
with open(criteria, newline="") as file:
    rules = [(row["id"], float(row["worst"]), float(row["best"]), float(row["swing"])) for row in csv.DictReader(file)]
with open(data, newline="") as file:
    rows = list(csv.DictReader(file))
total = sum(swing for *_, swing in rules)
for row in rows:
    row["score"] = sum(swing / total * (float(row[key]) - worst) / (best - worst) for key, worst, best, swing in rules)
rows.sort(key=lambda row: -row["score"])
with open(out, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["rank", "id", "name", "value"])
    for rank, row in enumerate(rows, 1):
        writer.writerow([rank, row["id"], row["name"], 100 * row["score"]])
