#!/usr/bin/env python3
"""What markdown_links.py finds, and what it passes over."""
import subprocess
import tempfile
import unittest
from pathlib import Path

import markdown_links


class MarkdownLinks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "docs").mkdir()
        (self.folder / "docs/page.md").write_text(
            "# A page\n\n## What `it` does: 1, 2\n\n## Twice\n\n## Twice\n\nUnder\n-----\n\n<a id=\"there\"></a>\n"
            "```\n# No heading\n```\n")

    def faults(self, text):
        path = self.folder / "README.md"
        path.write_text(text)
        return [found.removeprefix(f"{path}:") for found in markdown_links.faults(path, self.folder)]

    def test_links_that_resolve_are_no_faults(self):
        self.assertEqual(self.faults("# Top\n[a](docs/page.md) [b](docs) [c](#top) [d](docs/page.md#twice-1)\n"
                                     "[e](docs/page.md#what-it-does-1-2) [f](docs/page.md#under)\n"
                                     "[g](docs/page.md#there) [h](<docs/page.md> \"title\")\n[i]: docs/page.md\n"), [])

    def test_a_file_that_is_not_there_is_named_with_its_line(self):
        self.assertEqual(self.faults("text\n\n[a](docs/pages.md)\n"), ["3: docs/pages.md: there is no docs/pages.md"])

    def test_an_anchor_that_is_not_there_is_named(self):
        for target in ("#absent", "docs/page.md#twice-2", "docs/page.md#no-heading"):
            self.assertEqual(len(self.faults(f"# Top\n[a]({target})\n")), 1, target)

    def test_pictures_definitions_and_html_are_links(self):
        for text in ("![a](absent.png)", "[a][b]\n\n[b]: absent.md", '<img src="absent.png">',
                     "[![a](absent.png)](docs)"):
            self.assertEqual(len(self.faults(text + "\n")), 1, text)

    def test_code_comments_and_other_machines_are_passed_over(self):
        self.assertEqual(self.faults("```sh\n[a](absent)\n```\n~~~\n[a](absent)\n~~~\n"
                                     "`[a](absent)` <!-- [a](absent) -->\n"
                                     "``two `[a](absent)` ``\n[a](https://example.org/absent) [b](mailto:a@b)\n"), [])

    def test_a_fence_ends_only_with_one_as_long(self):
        self.assertEqual(self.faults("````\n```\n[a](absent)\n````\n[b](docs)\n"), [])
        self.assertEqual(len(self.faults("```\ncode\n```\n[a](absent)\n")), 1)

    def test_a_back_quoted_path_that_is_not_there_is_named(self):
        self.assertEqual(self.faults("text\n`docs/pages.md` and `docs/page.md`\n"),
                         ["2: `docs/pages.md`: there is no such file"])
        for text in ("`src/`", "`tests/x.sh FILE`", "[`src/x`](docs)", "``weights/x.sh``"):
            self.assertEqual(len(self.faults(text + "\n")), 1, text)

    def test_back_quoted_paths_that_resolve_are_no_faults(self):
        self.assertEqual(self.faults("`docs/` `docs` `docs/page.md --option` `docs/page`\n"), [])

    def test_placeholders_wildcards_and_other_code_are_passed_over(self):
        self.assertEqual(self.faults("`src/app/NAME.cpp` `tests/app/NAME_test.cpp` `src/x.*` `tests/{a,b}.cpp`\n"
                                     "`docs/...` `src/<name>` `other/x` `/src/x`\n```\n`src/x`\n```\n"), [])
        self.assertEqual(len(self.faults("`src/README.md` `src/CMakeLists.txt`\n")), 2)

    def test_what_git_ignores_is_passed_over(self):
        (self.folder / ".gitignore").write_text("/submission/lumbar\n/submission/lib/\n")
        subprocess.run(["git", "init", "-q", self.folder], check=True)
        self.assertEqual(self.faults("`submission/lumbar` `submission/lib`\n"), [])
        self.assertEqual(len(self.faults("`submission/other`\n")), 1)

    def test_empty_and_absolute_links_are_faults(self):
        self.assertEqual(len(self.faults("[a]()\n[b](/docs/page.md)\n")), 2)


if __name__ == "__main__":
    unittest.main()
