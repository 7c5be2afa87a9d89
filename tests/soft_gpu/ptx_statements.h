// Splits PTX text into statements, without comments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ptx {

struct Statement {
    enum Kind { kText, kLabel, kOpen, kClose };  // kOpen, kClose: the braces of a scope
    Kind kind = kText;
    int line = 0;
    std::string text;  // without the semicolon or colon at its end
};
std::vector<Statement> split_statements(std::string_view text);

// The parts between any of the separators, without empty ones.
std::vector<std::string> split(const std::string& text, const std::string& separators);
// The parts between commas that are not inside of brackets of any kind, without blanks around them.
std::vector<std::string> split_operands(const std::string& text);

[[noreturn]] void fail(int line, const std::string& what);

}  // namespace ptx
