#!/usr/bin/env python3
"""Checks that each relative link, #anchor and back-quoted path in Markdown files resolves.

    markdown_links.py FILE.md...     ends with 1 and a line for each that does not

A target is a file or folder of the repository, an anchor a heading of a Markdown file, named as GitHub names it, or an
`id`/`name` in HTML.  Code, comments and addresses of other machines are passed over.  A back-quoted path is one from
the root of the repository, such as `src/main.cpp`.  Passed over are those with a wildcard or a placeholder
(`src/app/NAME.cpp`) and those that Git ignores; a program stands for its source.
"""
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
# [text](target "title"), also of pictures; one level of brackets in the text: [![picture](a)](b)
INLINE = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
                    r"\(\s*(<[^>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[\"'(][^)]*)?\s*\)")
DEFINED = re.compile(r"^ {0,3}\[[^\]]+\]:\s*(<[^>]*>|\S+)", re.M)
IN_HTML = re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src)=[\"']([^\"']*)", re.I)
ANCHOR_IN_HTML = re.compile(r"<[a-z0-9]+\b[^>]*?\b(?:id|name)=[\"']([^\"']+)", re.I)
HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\s*\n).)+?)(?<!`)\1(?!`)", re.S)
QUOTED_PATH = re.compile(r"(?:src|kernels|tests|docs|third_party|weights|submission)/[\w./+-]*")
PLACEHOLDER = re.compile(r"(?!README|LICENSE)(?<![A-Za-z])[A-Z]{3,}(?![a-z])|\.\.\.")
ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.I)


def prose(text):
    """-> the text with the same lines, those of fenced code and of comments empty."""
    lines, fence = [], None
    for line in re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.S).split("\n"):
        mark = FENCE.match(line)
        if fence is None and mark:
            fence = mark[1]
        elif fence is not None:
            if mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not line.strip().strip(fence[0]):
                fence = None
        else:
            lines.append(line)
            continue
        lines.append("")
    return "\n".join(lines)


def without_code(text):
    """Spans of code may run over a line's end, not over an empty line."""
    return SPAN.sub(lambda found: "\n" * found[0].count("\n"), text)


def slug(heading):
    """GitHub's name of a heading."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)  # links and pictures by their texts
    text = re.sub(r"<[^>]+>", "", text)
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def anchors(text):
    """-> the anchors of a Markdown file; a heading that stands again gets -1, -2."""
    found, counts = set(), {}
    lines = prose(text).split("\n")
    for number, line in enumerate(lines):
        heading = HEADING.match(line)
        title = heading[1] if heading else None
        if not heading and number and UNDERLINE.match(line) and lines[number - 1].strip():
            title = lines[number - 1]
        if title is not None:
            name = slug(title)
            count = counts.get(name, 0)
            counts[name] = count + 1
            found.add(f"{name}-{count}" if count else name)
    return found | set(ANCHOR_IN_HTML.findall(prose(text)))


def links(text):
    """-> (line number, target) of each link."""
    text = without_code(prose(text))
    for pattern in (INLINE, DEFINED, IN_HTML):
        for found in pattern.finditer(text):
            target = found[1].removeprefix("<").removesuffix(">")
            yield text.count("\n", 0, found.start()) + 1, target
            if pattern is INLINE:  # a picture within a link's text
                for inner in INLINE.finditer(found[0][1:found.start(1) - found.start()]):
                    yield text.count("\n", 0, found.start()) + 1, inner[1]


def fault(path, target):
    """-> what is wrong with a link of the file, or None."""
    if ELSEWHERE.match(target):
        return None
    name, _, anchor = target.partition("#")
    place = path.parent / unquote(name) if name else path
    if not name and not anchor:
        return "the link is empty"
    if name.startswith("/"):
        return f"{target}: begins with /, which GitHub and a clone understand differently"
    if not place.exists():
        return f"{target}: there is no {name}"
    if anchor and place.suffix == ".md" and unquote(anchor) not in anchors(place.read_text()):
        return f"{target}: {name or path.name} has no heading #{anchor}"
    return None


def quoted_paths(text):
    """-> (line number, path) of each span of code that is such a path, or a command that begins with one."""
    text = prose(text)
    for found in SPAN.finditer(text):
        word = (found[2].split() or [""])[0]
        if QUOTED_PATH.fullmatch(word) and not PLACEHOLDER.search(word):
            yield text.count("\n", 0, found.start()) + 1, word


def is_there(root, name):
    path = root / name
    if path.exists() or not path.suffix and any(path.parent.glob(path.name + ".*")):
        return True
    made = [name, name.rstrip("/") + "/"]  # a pattern may be for folders only
    ignored = subprocess.run(["git", "-C", root, "check-ignore", "--", *made], capture_output=True)
    return ignored.returncode == 0


def faults(path, root=ROOT):
    text = path.read_text()
    found = {(line, fault(path, target)) for line, target in links(text)}
    found |= {(line, None if is_there(root, name) else f"`{name}`: there is no such file")
              for line, name in quoted_paths(text)}
    for line, what in sorted((line, what) for line, what in found if what):
        yield f"{path}:{line}: {what}"


def main(names):
    found = [line for name in names for line in faults(Path(name))]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
