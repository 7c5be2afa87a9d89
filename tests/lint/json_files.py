#!/usr/bin/env python3
"""Checks that JSON files parse, without duplicate keys and NaN.

    json_files.py FILE...     ends with 1 and a line for each file that does not
"""
import json
import sys


def once(pairs):
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"duplicate key: {', '.join(twice)}")
    return dict(pairs)


def refuse(word):
    raise ValueError(f"{word} is not valid JSON")


def main(names):
    status = 0
    for name in names:
        try:
            with open(name, encoding="utf-8") as file:
                json.load(file, object_pairs_hook=once, parse_constant=refuse)
        except ValueError as fault:
            print(f"{name}: {fault}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
