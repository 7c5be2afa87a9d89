#!/usr/bin/env python3
"""Tests of tidy_groups.py."""
import unittest

from tidy_groups import MOST, groups_of, flags_of, names_in

SOURCE = """
namespace lumbar {
namespace {

namespace fs = std::filesystem;
using test::contains;
constexpr std::array<int, 2> kSides = {1, 2};

struct Half : Whole {
    int inner = 0;
};

template <class T>
[[noreturn]] void refuse(const T& what, const std::string& found) {
    const int local = 3;
}

std::map<std::string, int> counts_of(const Json& json) {
}

}  // namespace

int outside(int x) {
}

}  // namespace lumbar
"""


class NamesIn(unittest.TestCase):
    def test_are_those_that_the_unnamed_namespace_defines(self):
        self.assertEqual(names_in(SOURCE), {"kSides", "Half", "refuse", "counts_of"})

    def test_leave_out_the_macros_of_boost_test(self):
        self.assertEqual(names_in("namespace {\nBOOST_AUTO_TEST_CASE(works) {\n}\n}  // namespace\n"), set())


class GroupsOf(unittest.TestCase):
    def test_join_what_is_compiled_alike_and_shares_no_name(self):
        sources = [("a", 1, {"x"}), ("b", 1, {"y"}), ("c", 1, {"x"}), ("d", 2, set()), ("e", 1, {"z"})]
        self.assertEqual(groups_of(sources), [(1, ["a", "b", "e"]), (1, ["c"]), (2, ["d"])])

    def test_leave_alone_what_is_not_compiled(self):
        self.assertEqual(groups_of([("a.h", None, set()), ("b.h", None, set())]), [(None, ["a.h"]), (None, ["b.h"])])

    def test_are_not_too_large(self):
        groups = groups_of([(str(i), 1, set()) for i in range(MOST + 1)])
        self.assertEqual([len(files) for _, files in groups], [MOST, 1])


class FlagsOf(unittest.TestCase):
    def test_leave_out_the_source_and_the_object(self):
        self.assertEqual(flags_of("c++ -Ia -o x.o -O2 -c 'a b.cpp'"), ("c++", "-Ia", "-O2"))


if __name__ == "__main__":
    unittest.main()
