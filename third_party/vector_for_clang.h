// Clang 14 fails on Torch 1.13's ivalue.h where GCC 12's std::vector is constexpr, as it is in C++20.  What clang
// compiles (tests/lint.sh, the fuzzers) includes this first: a std::vector that is not constexpr.
#include <string>
#pragma push_macro("_GLIBCXX20_CONSTEXPR")
#undef _GLIBCXX20_CONSTEXPR
#define _GLIBCXX20_CONSTEXPR
#define __fill_a1 __fill_a1_of_vector_bool  // which <string> has declared constexpr
#include <vector>
#undef __fill_a1
#pragma pop_macro("_GLIBCXX20_CONSTEXPR")
