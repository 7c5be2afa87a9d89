#!/usr/bin/env python3
"""What includes.py finds, in a made-up tree, and how it fixes that."""
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

    def test_a_header_beside_the_file_comes_first(self):
        self.write("tests/core/given.h", "// Data.\nint given_number();\n")
        text = '#include "given.h"\n'
        self.assertEqual(self.faults(text + "int other();\n", "tests/core/line_test.cpp"), ([], ["given.h"]))
        self.assertEqual(self.faults(text + "int i = given_number();\n", "tests/core/line_test.cpp"), ([], []))
        self.write("src/given.h", "// Other data.\nint other_number();\n")
        self.assertEqual(self.faults(text + "int i = given_number();\n", "tests/core/line_test.cpp"), ([], []))

    def test_an_included_kernel_uses_headers_of_the_file(self):
        self.write("kernels/gpu/mean.cu", "KERNEL(64) mean() {}\n")
        self.write("tests/kernels_gpu/words.h", "#define KERNEL(n) static void\n")
        text = '#include "words.h"\n'
        name = "tests/kernels_gpu/small.cpp"
        self.assertEqual(self.faults(text, name), ([], ["words.h"]))
        self.assertEqual(self.faults(text + '#include "kernels/gpu/mean.cu"\n', name), ([], []))

    def test_an_exported_header_and_the_own_one_are_used(self):
        self.assertEqual(self.faults('#include "core/point.h"  // IWYU pragma: export\n'), ([], []))
        self.assertEqual(self.faults('#include "core/point.h"\n', "src/core/point.cpp"), ([], []))

    def test_a_header_that_names_torch_includes_it(self):
        self.assertEqual(self.faults("torch::Tensor t();\n", "src/nn/net.h"), (["torch/torch.h"], []))
        self.assertEqual(self.faults("#include <torch/torch.h>\ntorch::Tensor t();\n", "src/nn/net.h"), ([], []))

    def fixed(self, name, text):
        path = self.write(name, text)
        includes.fix(self.root, path, *includes.faults(self.root, path))
        self.assertEqual(self.faults(path.read_text(), name), ([], []))
        return path.read_text()

    def test_it_fixes_what_it_finds_in_a_header(self):
        text = self.fixed("src/core/line.h",
                          '// A line.\n#pragma once\n\n#include "core/point.h"\n\nstd::vector<int> line();\n')
        self.assertIn("#include <vector>\n", text)
        self.assertNotIn("point.h", text)

    def test_it_adds_to_a_source_behind_its_own_header(self):
        code = "\nint count_points(const std::string&) { return std::vector<int>{kFirst}[0]; }\n"
        self.assertEqual(self.fixed("src/core/point.cpp", '#include "core/point.h"\n' + code),
                         '#include "core/point.h"\n\n#include <vector>\n' + code)

    def test_it_adds_to_a_source_before_the_headers_of_others(self):
        code = "\nstd::vector<Point> points;\n"
        for name in ("src/core/line.cpp", "src/core/int_point_list.cpp"):  # whose name only contains the header's
            self.assertEqual(self.fixed(name, '#include "core/point.h"\n' + code),
                             '#include <vector>\n\n#include "core/point.h"\n' + code)

    def test_it_adds_beside_the_standard_headers_that_are_there(self):
        self.assertEqual(self.fixed("src/core/line.cpp", "#include <string>\n\nstd::vector<std::string> lines;\n"),
                         "#include <vector>\n#include <string>\n\nstd::vector<std::string> lines;\n")


if __name__ == "__main__":
    unittest.main()
