"""Chooses projects with one of four solvers, to a proven optimum.

    portfolio_solvers.py SOLVER DATA RULES budget|side RESULT
"""
import csv
import json
import sys

solver, data, rules, kind, result = sys.argv[1:]
with open(data, newline="") as file:
    projects = list(csv.DictReader(file))
with open(rules) as file:
    stated = json.load(file)
count = len(projects)
at = {project["id"]: index for index, project in enumerate(projects)}
value = [round(100 * float(project["value"])) for project in projects]
# Each row: coefficients, least, most.
rows = [({index: int(project["cost"]) for index, project in enumerate(projects)}, None, stated["budget"])]
if kind == "side":
    for group, (bound, number) in stated["limits"].items():
        members = {index: 1 for index, project in enumerate(projects) if project["group"] == group}
        rows.append((members, number, None) if bound == "at_least" else (members, None, number))
    rows.append(({index: 1 for index, project in enumerate(projects) if project["label"]}, None, 1))
    rows += [({index: 1, at[project["requires"]]: -1}, None, 0) for index, project in enumerate(projects) if project["requires"]]


def highspy():
    import highspy
    import numpy as np

    model = highspy.Highs()
    for option, setting in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)):
        model.setOptionValue(option, setting)
    columns, infinity = np.arange(count, dtype=np.int32), highspy.kHighsInf
    model.addVars(count, np.zeros(count), np.ones(count))
    model.changeColsIntegrality(count, columns, np.array([highspy.HighsVarType.kInteger] * count))
    model.changeColsCost(count, columns, np.array(value, float))
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for terms, least, most in rows:
        bounds = (-infinity if least is None else least, infinity if most is None else most)
        model.addRow(*bounds, len(terms), np.array(list(terms), np.int32), np.array(list(terms.values()), float))
    model.run()
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return [index for index, chosen in enumerate(model.getSolution().col_value) if chosen > 0.5]


def pyscipopt():
    from pyscipopt import Model, quicksum

    model = Model()
    model.hideOutput()
    model.setParam("limits/gap", 0.0)
    chosen = [model.addVar(vtype="B") for _ in projects]
    model.setObjective(quicksum(worth * one for worth, one in zip(value, chosen)), "maximize")
    for terms, least, most in rows:
        total = quicksum(factor * chosen[index] for index, factor in terms.items())
        model.addCons(total >= least if most is None else total <= most)
    model.optimize()
    assert model.getStatus() == "optimal"
    return [index for index, one in enumerate(chosen) if model.getVal(one) > 0.5]


def pulp():
    import pulp

    model = pulp.LpProblem("projects", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"x{index}", cat="Binary") for index in range(count)]
    model += pulp.lpSum(worth * one for worth, one in zip(value, chosen))
    for terms, least, most in rows:
        total = pulp.lpSum(factor * chosen[index] for index, factor in terms.items())
        model += total >= least if most is None else total <= most
    assert model.solve(pulp.PULP_CBC_CMD(msg=0, gapRel=0, gapAbs=0.5)) == pulp.LpStatusOptimal
    return [index for index, one in enumerate(chosen) if one.value() > 0.5]


def ortools():
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.NewBoolVar("") for _ in projects]
    model.Maximize(sum(worth * one for worth, one in zip(value, chosen)))
    for terms, least, most in rows:
        total = sum(factor * chosen[index] for index, factor in terms.items())
        model.Add(total >= least if most is None else total <= most)
    run = cp_model.CpSolver()
    run.parameters.num_workers = 1
    assert run.Solve(model) == cp_model.OPTIMAL
    return [index for index, one in enumerate(chosen) if run.Value(one)]


with open(result, "w") as file:
    json.dump([projects[index]["id"] for index in globals()[solver]()], file)
