#!/usr/bin/env python3
"""What includes.py finds, in a made-up tree, and how it mends that."""
import tempfile
import unittest
from pathlib import Path

import includes

HEADER = """// A point.
#pragma once

#include <string>

struct Point {
    double x = 0;
};
enum class Side { left, right };
inline constexpr int kFirst = 1, kSecond = 2;
int count_points(const std::string& text);
#define POINTS 3
"""


class Includes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("src/core/point.h", HEADER)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        for cached in (includes.code_of, includes.included_by, includes.declared_in):
            cached.cache_clear()
        return path

    def faults(self, text, name="src/core/line.cpp"):
        missing, unused = includes.faults(self.root, self.write(name, text))
        return sorted(missing), unused

    def test_a_standard_name_needs_its_header(self):
        self.assertEqual(self.faults("std::vector<std::uint8_t> bytes;\n"), (["cstdint", "vector"], []))
        self.assertEqual(self.faults("#include <cstdint>\n#include <vector>\nstd::vector<std::uint8_t> b;\n"), ([], []))

    def test_comments_and_strings_name_nothing(self):
        text = '// std::vector\n/* std::map\n */ auto text = "std::set"; auto raw = R"(std::span)";\n'
        self.assertEqual(self.faults(text), ([], []))

    def test_digit_separators_do_not_begin_a_character(self):
        self.assertEqual(self.faults("int a = 1'000; std::vector<int> b; int c = 2'000;\n"), (["vector"], []))

    def test_what_the_own_header_includes_need_not_be_repeated(self):
        text = '#include "core/point.h"\nint count_points(const std::string&) { return 0; }\n'
        self.assertEqual(self.faults(text, "src/core/point.cpp"), ([], []))
        self.assertEqual(self.faults(text, "tests/core/point_test.cpp"), ([], []))
        self.assertEqual(self.faults(text)[0], ["string"])

    def test_a_header_of_which_nothing_is_named_is_unused(self):
        self.assertEqual(self.faults('#include "core/point.h"\nint other();\n'), ([], ["core/point.h"]))
        for use in ("Point p;", "auto s = Side::left;", "int i = kSecond;", "int n = count_points(text);",
                    "int p = POINTS;"):
            self.assertEqual(self.faults(f'#include "core/point.h"\n{use}\n'), ([], []), use)

    def test_an_exported_header_and_the_own_one_are_used(self):
        self.assertEqual(self.faults('#include "core/point.h"  // IWYU pragma: export\n'), ([], []))
        self.assertEqual(self.faults('#include "core/point.h"\n', "src/core/point.cpp"), ([], []))

    def test_a_header_that_names_torch_includes_it(self):
        self.assertEqual(self.faults("torch::Tensor t();\n", "src/nn/net.h"), (["torch/torch.h"], []))
        self.assertEqual(self.faults("#include <torch/torch.h>\ntorch::Tensor t();\n", "src/nn/net.h"), ([], []))

    def test_it_mends_what_it_finds(self):
        path = self.write("src/core/line.h",
                          '// A line.\n#pragma once\n\n#include "core/point.h"\n\nstd::vector<int> line();\n')
        includes.mend(path, *includes.faults(self.root, path))
        self.assertEqual(self.faults(path.read_text(), "src/core/line.h"), ([], []))
        self.assertIn("#include <vector>\n", path.read_text())
        self.assertNotIn("point.h", path.read_text())


if __name__ == "__main__":
    unittest.main()
