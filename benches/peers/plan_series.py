"""Solves a series of plans with one of three solvers, or all budgets at once in numpy; each plan to a proven optimum.

    plan_series.py SOLVER DATA RULES budget|side frontier|robust RESULT
"""
import csv
import json
import sys

import numpy as np

solver, data, rules, kind, job, result = sys.argv[1:]
with open(data, newline="") as file:
    projects = list(csv.DictReader(file))
with open(rules) as file:
    stated = json.load(file)
count = len(projects)
at = {project["id"]: index for index, project in enumerate(projects)}
value = np.array([round(100 * float(project["value"])) for project in projects], float)
cost = np.array([float(project["cost"]) for project in projects])
# Each row: coefficients, least, most.
rows = []
if kind == "side":
    for group, (bound, number) in stated["limits"].items():
        members = {index: 1 for index, project in enumerate(projects) if project["group"] == group}
        rows.append((members, number, None) if bound == "at_least" else (members, None, number))
    rows.append(({index: 1 for index, project in enumerate(projects) if project["label"]}, None, 1))
    rows += [({index: 1, at[project["requires"]]: -1}, None, 0) for index, project in enumerate(projects) if project["requires"]]


def problems():
    """Value, cost and budget of each problem."""
    if job == "frontier":
        for part in range(1, 101):
            yield value, cost, sum(cost) * part // 100
    else:
        draws = np.random.default_rng(1)
        for _ in range(10_000):
            drawn = value * draws.uniform(0.6, 1.4, count), np.round(cost * draws.uniform(0.8, 1.2, count), 2)
            yield *drawn, stated["budget"]


def highspy():
    import highspy

    model = highspy.Highs()
    for option, setting in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)):
        model.setOptionValue(option, setting)
    columns, infinity = np.arange(count, dtype=np.int32), highspy.kHighsInf
    model.addVars(count, np.zeros(count), np.ones(count))
    model.changeColsIntegrality(count, columns, np.array([highspy.HighsVarType.kInteger] * count))
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    model.addRow(-infinity, 0.0, count, columns, cost)
    for terms, least, most in rows:
        bounds = (-infinity if least is None else least, infinity if most is None else most)
        model.addRow(*bounds, len(terms), np.array(list(terms), np.int32), np.array(list(terms.values()), float))
    for worth, price, budget in problems():
        model.changeColsCost(count, columns, worth)
        if job == "robust":
            for index in range(count):
                model.changeCoeff(0, index, price[index])
        model.changeRowBounds(0, -infinity, float(budget))
        model.run()
        if model.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            yield np.array(model.getSolution().col_value) > 0.5
        else:
            assert model.getModelStatus() == highspy.HighsModelStatus.kInfeasible
            yield None


def pyscipopt():
    from pyscipopt import Model, quicksum

    model, row = None, None
    for worth, price, budget in problems():
        if model is None or job == "robust":
            model = Model()
            model.hideOutput()
            model.setParam("limits/gap", 0.0)
            chosen = [model.addVar(vtype="B") for _ in projects]
            model.setObjective(quicksum(worth[index] * chosen[index] for index in range(count)), "maximize")
            row = model.addCons(quicksum(price[index] * chosen[index] for index in range(count)) <= budget)
            for terms, least, most in rows:
                total = quicksum(factor * chosen[index] for index, factor in terms.items())
                model.addCons(total >= least if most is None else total <= most)
        else:
            model.freeTransform()
            model.chgRhs(row, budget)
        model.optimize()
        assert model.getStatus() in ("optimal", "infeasible")
        yield np.array([model.getVal(one) > 0.5 for one in chosen]) if model.getStatus() == "optimal" else None


def ortools():
    from ortools.sat.python import cp_model

    run = cp_model.CpSolver()
    run.parameters.num_workers = 1
    for worth, price, budget in problems():
        model = cp_model.CpModel()
        chosen = [model.NewBoolVar("") for _ in projects]
        model.Maximize(sum(int(round(100 * worth[index])) * chosen[index] for index in range(count)))
        model.Add(sum(int(round(100 * price[index])) * chosen[index] for index in range(count)) <= int(100 * budget))
        for terms, least, most in rows:
            total = sum(factor * chosen[index] for index, factor in terms.items())
            model.Add(total >= least if most is None else total <= most)
        status = run.Solve(model)
        assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        yield np.array([run.Value(one) > 0 for one in chosen]) if status == cp_model.OPTIMAL else None


def table():
    """The most worth at every budget, with what is taken."""
    most = np.zeros(int(cost.sum()) + 1)
    taken = np.zeros((count, len(most)), bool)
    for index in range(count):
        price = int(cost[index])
        better = most[:-price] + value[index] > most[price:]
        taken[index, price:] = better
        most[price:] = np.where(better, most[:-price] + value[index], most[price:])
    for _, _, budget in problems():
        left, chosen = int(budget), np.zeros(count, bool)
        for index in reversed(range(count)):
            if taken[index, left]:
                chosen[index], left = True, left - int(cost[index])
        yield chosen


solved = {"highspy": highspy, "pyscipopt": pyscipopt, "ortools": ortools, "numpy": table}[solver]()
if job == "frontier":
    answer = [
        (float(budget), None if chosen is None else round(float(value[chosen].sum())))
        for (_, _, budget), chosen in zip(problems(), solved)
    ]
else:
    answer = list(np.mean([chosen for chosen in solved if chosen is not None], axis=0))
with open(result, "w") as file:
    json.dump(answer, file)
