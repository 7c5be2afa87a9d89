#!/usr/bin/env python3
"""Joins sources into translation units for clang-tidy: it spends 30 s on LibTorch's headers for each.

Usage: tidy_groups.py BUILD FILE...

Writes BUILD/tidy/NUMBER.cpp, which includes sources that are compiled alike and whose unnamed namespaces
share no name, and BUILD/tidy/compile_commands.json for them.  Prints a line for each: its path, then the
sources.  A header stands alone, and so does
a source whose folder has a .clang-tidy.
"""
import json
import os
import re
import shlex
import sys

MOST = 12  # sources in a unit: memory, and every processor gets some

UNNAMED = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.M | re.S)
# clang-format begins every definition in column 0; its name is the first that something of its own follows.
DEFINITION = re.compile(r"^(?!namespace\b|using \w+::|template\b)[A-Za-z\[].*", re.M)
NAME = re.compile(r"(\w+)\s*(?:[({=;\[]|final\b|:(?!:))")


def names_in(text):
    """What a source's unnamed namespaces define.  A name may be missed: clang then says so."""
    lines = [line for body in UNNAMED.findall(text) for line in DEFINITION.findall(body)]
    names = {found[1] for found in map(NAME.search, lines) if found}
    return {name for name in names if not name.startswith("BOOST_")}  # whose suites and cases have names of their own


def groups_of(sources):
    """[(file, key, names)]: those with one key and no name in common go together, first come, first served."""
    groups = []
    for file, key, names in sources:
        for group in groups:
            if group["key"] == key and key is not None and len(group["files"]) < MOST and not group["names"] & names:
                group["files"].append(file)
                group["names"] |= names
                break
        else:
            groups.append({"key": key, "files": [file], "names": set(names)})
    return [(group["key"], group["files"]) for group in groups]


def flags_of(command):
    """A compile command without what is of one source alone."""
    words = shlex.split(command)
    for option in ("-o", "-c"):
        at = words.index(option)
        del words[at:at + 2]
    return tuple(words)


def main():
    build, files = os.path.abspath(sys.argv[1]), [os.path.abspath(file) for file in sys.argv[2:]]
    with open(os.path.join(build, "compile_commands.json")) as commands:
        flags = {entry["file"]: (entry["directory"], flags_of(entry["command"])) for entry in json.load(commands)}
    sources = []
    for file in files:
        has_own_checks = os.path.exists(os.path.join(os.path.dirname(file), ".clang-tidy"))
        if file not in flags and file.endswith(".cpp"):  # such as CUDA's, without a LibTorch that has it
            print(f"NOT CHECKED: {os.path.relpath(file)} is not compiled here", file=sys.stderr)
            continue
        with open(file) as source:
            sources.append((file, None if has_own_checks else flags.get(file), names_in(source.read())))
    folder = os.path.join(build, "tidy")
    os.makedirs(folder, exist_ok=True)
    entries = []
    for number, (key, members) in enumerate(groups_of(sources)):
        unit = members[0]
        if len(members) > 1:
            unit = os.path.join(folder, f"{number}.cpp")
            with open(unit, "w") as text:
                text.writelines(f'#include "{member}"\n' for member in members)
        if key:
            entries.append({"directory": key[0], "file": unit, "arguments": [*key[1], "-c", unit]})
        print(unit, *members)
    with open(os.path.join(folder, "compile_commands.json"), "w") as commands:
        json.dump(entries, commands)


if __name__ == "__main__":
    main()
