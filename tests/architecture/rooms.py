#!/usr/bin/env python3
"""Checks the folders of the source code (rooms) against what CMake says of them, and draws them.

    rooms.py check              ends with 1 and a line for each fault
    rooms.py draw FILE.svg      the rooms in the order that data flows, with an arrow to each room that uses another

A room may include its own headers and those of the rooms that its add_room line USES; it uses all that the line names;
rooms stand behind those that they use, so there is no cycle; no folder has more than 40 files.  The picture in
docs/ is the one that `draw` makes.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_FILES = 40  # of a folder: what one can still look over
PICTURE = ROOT / "docs/architecture.svg"
LINE = re.compile(r"^add_room\(([^)]*)\)", re.M)
SOURCES = {".h", ".cpp", ".cu", ".cuh", ".in"}  # .in: CMake makes a source of it
WORDS = {"USES", "EXTERNAL", "SHARES", "DIRECTORY", "TORCH"}


def rooms():
    """-> {room: [rooms it may include]} in the order of CMakeLists.txt; kernels, which uses none, first."""
    found = {"kernels": []}
    for text in LINE.findall((ROOT / "src/CMakeLists.txt").read_text()):
        name, *words = text.split()
        uses, reading = [], False
        for word in words:
            reading = word == "USES" if word in WORDS else reading
            if reading and word not in WORDS:
                uses.append(word)
        found[name] = uses
    return found


def folder(room):
    return ROOT / ("kernels" if room == "kernels" else f"src/{room}")


def includes_of(path, known):
    """-> the headers of rooms that a file includes."""
    found = []
    for name in re.findall(r'^#include "([a-z_0-9]+/[^"]+)"', path.read_text(), re.M):
        header = folder(name.split("/")[0]) / name.split("/", 1)[1] if name.split("/")[0] in known else None
        if header and header.exists():
            found.append(header)
    return found


def room_of(path):
    parts = path.relative_to(ROOT).parts
    return parts[1] if parts[0] == "src" else parts[0]


def included(room, known):
    """-> {other room: a file that includes it}, also by way of other rooms' headers, which the compiler must find."""
    others, seen = {}, set()
    left = [(path, path) for path in sorted(folder(room).rglob("*")) if path.suffix in SOURCES]
    while left:
        path, first = left.pop()
        for header in includes_of(path, known):
            if room_of(header) != room:
                others.setdefault(room_of(header), first.relative_to(ROOT))
            if header not in seen:
                seen.add(header)
                left.append((header, first))
    return others


def faults():
    known = rooms()
    seen = set()
    for room, uses in known.items():
        found = included(room, known)
        for other, path in found.items():
            if other not in uses:
                yield f"{path} includes {other}, which the line of {room} does not name"
        for other in uses:
            if other not in found:
                yield f"the line of {room} names {other}, which no file of it includes"
            if other not in seen:
                yield f"{room} uses {other}, which stands behind it"
        seen.add(room)
        for place in [folder(room), *(path for path in folder(room).rglob("*") if path.is_dir())]:
            count = sum(path.suffix in SOURCES for path in place.iterdir())
            if count > MOST_FILES:
                yield f"{place.relative_to(ROOT)} has {count} files, more than {MOST_FILES}"
    for path in sorted((ROOT / "src").iterdir()):
        if path.is_dir() and path.name not in known:
            yield f"src/{path.name} has no line in src/CMakeLists.txt"
    if not PICTURE.exists() or PICTURE.read_text() != picture():
        shown = PICTURE.relative_to(ROOT)
        yield f"{shown} is not what CMake says: tests/architecture/rooms.py draw {shown}"


def needed_arrows(known):
    """Without those that follow from others: what a room uses by way of another room is not drawn."""
    reach = {}
    arrows = []
    for room, uses in known.items():
        reach[room] = set(uses).union(*(reach[other] for other in uses), set())
        arrows += [(room, other) for other in uses if not any(other in reach[via] for via in uses if via != other)]
    return arrows


def picture():
    """Columns by the longest way to a room that uses none."""
    known = rooms()
    depth = {}
    for room, uses in known.items():
        depth[room] = 1 + max((depth[other] for other in uses), default=-1)
    columns = {}
    for room in known:
        columns.setdefault(depth[room], []).append(room)
    width, height, across, down = 96, 30, 140, 56
    rows = max(len(column) for column in columns.values())
    place = {}
    for x, column in columns.items():
        for y, room in enumerate(column):
            place[room] = (20 + x * across, 20 + (y + (rows - len(column)) / 2) * down)
    total = (20 + len(columns) * across, 20 + rows * down)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total[0]} {total[1]:.0f}" '
             'font-family="sans-serif" font-size="14">',
             "<title>The source folders of lumbar; an arrow leads from a folder to one that it uses</title>",
             "<style>text{fill:#1f2328}rect{fill:#f6f8fa;stroke:#57606a}path{stroke:#57606a;fill:none}"
             "@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#161b22;stroke:#8b949e}"
             "path{stroke:#8b949e}}</style>",
             '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
             'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>']
    for room, other in needed_arrows(known):
        (x, y), (to_x, to_y) = place[room], place[other]
        start, end = (x, y + height / 2), (to_x + width, to_y + height / 2)
        bend = (start[0] - end[0]) / 2
        lines.append(f'<path marker-end="url(#tip)" d="M{start[0]:.0f} {start[1]:.0f}C{start[0] - bend:.0f} '
                     f'{start[1]:.0f} {end[0] + bend:.0f} {end[1]:.0f} {end[0]:.0f} {end[1]:.0f}"/>')
    for room, (x, y) in place.items():
        lines.append(f'<rect x="{x}" y="{y:.0f}" width="{width}" height="{height}" rx="5"/>'
                     f'<text x="{x + width / 2:.0f}" y="{y + 20:.0f}" text-anchor="middle">{room}</text>')
    return "\n".join(lines) + "\n</svg>\n"


def main(arguments):
    if arguments[:1] == ["draw"] and len(arguments) == 2:
        Path(arguments[1]).write_text(picture())
        return 0
    if arguments != ["check"]:
        print(__doc__, file=sys.stderr)
        return 2
    found = list(faults())
    print("\n".join(found) if found else f"{len(rooms())} rooms are as CMake says")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
