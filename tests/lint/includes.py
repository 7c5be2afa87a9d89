#!/usr/bin/env python3
"""Checks what C++ files include: a header for each common name of the standard library that they use, and no header of
the tree of which they use nothing.

    includes.py FILE...         ends with 1 and a line for each fault
    includes.py --fix FILE...   also adds and removes those lines; clang-format then sorts them

An include that others rely on ends in `// IWYU pragma: export`.

What a file's own header includes (crop.h of crop.cpp and crop_test.cpp) need not be repeated.  The words of an included
.cu file, a kernel that a test compiles for the CPU, count as the file's own.  Words are compared, not parsed: a name in
a macro counts, an operator or a name that a header only passes on does not.
"""
import re
import sys
from functools import lru_cache
from pathlib import Path

import std_names

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"].*\n?', re.M)
# Comments, strings and characters, of which only comments and the first kind may run over lines.
NON_CODE = re.compile(r'R"(\w*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'
                      r"(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'", re.S)
DECLARED = re.compile("|".join([
    r"\b(?:struct|class|union|enum|concept)\s+(?:class\s+|struct\s+)?(?:\[\[\w+\]\]\s*)?(\w+)",
    r"\busing\s+(\w+)\s*=",
    r"#\s*define\s+(\w+)",
    r"\bTORCH_MODULE\((\w+)\)",
    r"(?<![\w.>:])(\w+)\s*(?=\()",                                          # a function
    r"\b(\w+)\s*(?:\[[^\]]*\]\s*)*(?==[^=]|\{|;|,\s*\w+\s*[;=])"]), re.M)   # a constant, a member
NO_NAMES = {"if", "for", "while", "switch", "return", "sizeof", "lumbar", "gpu", "test", "const", "override",
            "noexcept",
            "default", "delete", "public", "private", "std", "size", "begin", "end", "operator", "namespace"}


def without_comments_and_strings(text):
    return NON_CODE.sub(lambda found: "\n" * found[0].count("\n") + " ", text)


@lru_cache(maxsize=None)
def code_of(path):
    return INCLUDE.sub("\n", without_includes_hidden(path.read_text()))


def without_includes_hidden(text):
    """#include lines go first: their names look like strings."""
    kept = INCLUDE.sub(lambda found: "\n" if found[0].endswith("\n") else "", text)
    return without_comments_and_strings(kept)


@lru_cache(maxsize=None)
def included_by(path):
    """-> [(name, is of the tree)]"""
    return [(name, mark == '"') for mark, name in INCLUDE.findall(path.read_text())]


def exported_by(path):
    return {found[2] for found in INCLUDE.finditer(path.read_text()) if "IWYU pragma: export" in found[0]}


@lru_cache(maxsize=None)
def declared_in(path):
    words = {word for found in DECLARED.findall(code_of(path)) for word in found if word}
    return {word for word in words if not word.isdigit()} - NO_NAMES


def find_header(root, path, name):
    """-> the header that `#include "name"` in the file at `path` means: beside that file, else `room/x.h` in src/, or
    kernels/x.h, tests/support/x.h; None of another."""
    for folder in (path.parent, root / "src", root, root / "tests"):
        if (folder / name).is_file():
            return folder / name
    return None


def own_header(root, path):
    """-> the header that a source implements or tests; None of a header."""
    if path.suffix == ".h":
        return None
    stem = re.sub(r"(_test|_cpu|_cuda)$", "", path.stem)
    for name, of_tree in included_by(path):
        if of_tree and Path(name).stem in (stem, path.stem):
            return find_header(root, path, name)
    return None


def faults(root, path):
    """-> ({header: name that wants it}, [headers of the tree that are not used])"""
    own = own_header(root, path)
    code = code_of(path)
    included = {name for name, _ in included_by(path)} | ({name for name, _ in included_by(own)} if own else set())
    parts = [find_header(root, path, name) for name, _ in included_by(path) if name.endswith(".cu")]
    words = {word for text in [code, *map(code_of, filter(None, parts))] for word in re.findall(r"\w+", text)}
    unused, exported = [], exported_by(path)
    for name, of_tree in included_by(path):
        header = find_header(root, path, name) if of_tree else None
        if header and header != own and name not in exported and "operator" not in code_of(header) \
                and words.isdisjoint(declared_in(header)):
            unused.append(name)
    missing = std_names.missing(code, included)
    if path.suffix == ".h":  # the precompiled header would hide it; sources have theirs by way of such a header
        missing |= std_names.missing_torch(code, included)
    return missing, unused


def fix(root, path, missing, unused):
    text = path.read_text()
    for name in unused:
        text = re.sub(rf'^#include "{re.escape(name)}".*\n', "", text, flags=re.M)
    for name in missing:
        line = f"#include <{name}>\n"
        angles = list(re.finditer(r"^#include <[a-z_]+>\n", text, re.M)) or list(re.finditer(r"^#include <.*\n", text,
                                                                                             re.M))
        if angles:
            at = angles[0].start()
        else:  # a block of its own, before the first header of the tree that is not the file's own
            quoted = list(re.finditer(r'^#include ".*\n', text, re.M))
            own = own_header(root, path)
            if own and find_header(root, path, quoted[0][0].split('"')[1]) == own:
                at, line = quoted[0].end(), "\n" + line
            elif quoted:
                at, line = quoted[0].start(), line + "\n"
            else:
                at, line = text.index("#pragma once\n") + len("#pragma once\n"), "\n" + line
        text = text[:at] + line + text[at:]
    path.write_text(text)


def main(arguments):
    root = Path(__file__).resolve().parents[2]
    fixing = arguments[:1] == ["--fix"]
    status = 0
    for name in arguments[1:] if fixing else arguments:
        path = Path(name).resolve()
        missing, unused = faults(root, path)
        for header, wanted in sorted(missing.items()):
            print(f"{name}: {wanted} needs #include <{header}>")
        for header in unused:
            print(f'{name}: uses nothing of "{header}"')
        if fixing and (missing or unused):
            fix(root, path, missing, unused)
        status = 1 if missing or unused else status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
