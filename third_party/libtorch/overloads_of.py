#!/usr/bin/python3
"""Names of operators in (a line each), operators.yaml out: every overload of theirs that LibTorch's own code or ours
may call.  Each one registered costs time at every start, so overloads of named dimensions are left out, and the
`out=` forms that torchgen makes up (`autogen`), which nobody calls.

Usage: overloads_of.py NATIVE_FUNCTIONS_YAML < NAMES > OPERATORS_YAML     (needs python3-yaml)
"""
import sys

import yaml

wanted = {line.strip().removeprefix("aten::") for line in sys.stdin if line.startswith("aten::")}
overloads = []
with open(sys.argv[1]) as native_functions:
    for function in yaml.safe_load(native_functions):
        name = function["func"].split("(")[0]
        if name.split(".")[0] in wanted and "Dimname" not in function["func"]:
            overloads.append(name)
print("# The operators of the static edition; made by trace_operators.sh.")
print("# PyTorch's torchgen/selective_build/selector.py reads this file.")
print("include_all_non_op_selectives: true")
print("operators:")
kind = "&used {is_root_operator: true, is_used_for_training: true, include_all_overloads: false}"
for name in sorted(overloads):
    print(f"  aten::{name}: {kind}")
    kind = "*used"
