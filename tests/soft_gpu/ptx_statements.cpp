#include "ptx_statements.h"

#include <algorithm>
#include <cctype>

#include "kernel.h"

namespace ptx {
namespace {

bool is_blank(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

std::string trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return std::string(text);
}

class Scanner {
  public:
    explicit Scanner(std::string text) : text_(std::move(text)) {}

    std::vector<Statement> scan() {
        blank_comments();
        for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
            if (text_[at_] == '{')
                take_brace(Statement::kOpen);
            else if (text_[at_] == '}')
                take_brace(Statement::kClose);
            else
                take_statement();
        }
        return std::move(statements_);
    }

  private:
    void blank_comments() {
        for (std::size_t at = 0; (at = text_.find('/', at)) != std::string::npos; ++at) {
            std::size_t end = at;
            if (text_.compare(at, 2, "//") == 0) end = std::min(text_.find('\n', at), text_.size());
            if (text_.compare(at, 2, "/*") == 0)
                end = std::min(text_.find("*/", at + 2), text_.size() - 2) + 2;
            std::replace_if(
                text_.begin() + static_cast<std::ptrdiff_t>(at),
                text_.begin() + static_cast<std::ptrdiff_t>(end), [](char c) { return c != '\n'; }, ' ');
        }
    }

    void skip_blanks() {
        for (; at_ < text_.size() && (is_blank(text_[at_]) || text_[at_] == ';'); ++at_)
            line_ += text_[at_] == '\n';
    }
    void take_brace(Statement::Kind kind) {
        statements_.push_back({kind, line_, {}});
        ++at_;
    }

    // Some directives end with their line, the head of a kernel at its body's brace, all others at a
    // semicolon.
    void take_statement() {
        static constexpr const char* kLines[] = {".version", ".target", ".address_size", ".file", ".loc"};
        const std::size_t word_end = std::min(text_.find_first_of(" \t\n:;{", at_), text_.size());
        const std::string_view word = std::string_view(text_).substr(at_, word_end - at_);
        if (word_end < text_.size() && text_[word_end] == ':' && text_[at_] != '.')
            return take_until(word_end, Statement::kLabel);
        if (std::find(std::begin(kLines), std::end(kLines), word) != std::end(kLines))
            return take_until(text_.find('\n', at_), Statement::kText);
        const std::size_t semicolon = text_.find(';', at_);
        if (word == ".visible" || word == ".entry" || word == ".weak" || word == ".func") {
            return take_until(std::min(text_.find('{', at_), semicolon), Statement::kText, 0);
        }
        take_until(semicolon, Statement::kText);
    }
    void take_until(std::size_t end, Statement::Kind kind, std::size_t terminator = 1) {
        end = std::min(end, text_.size());
        const std::string_view text = std::string_view(text_).substr(at_, end - at_);
        statements_.push_back({kind, line_, trim(text)});
        line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
        at_ = end;
        if (terminator != 0 && end < text_.size() && text_[end] != '\n') ++at_;
    }

    std::string text_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<Statement> statements_;
};

}  // namespace

std::vector<Statement> split_statements(std::string_view text) {
    return Scanner(std::string(text)).scan();
}

std::vector<std::string> split(const std::string& text, const std::string& separators) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; (at = text.find_first_not_of(separators, at)) != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end;
    }
    return parts;
}

std::vector<std::string> split_operands(const std::string& text) {
    std::vector<std::string> parts;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char c = at < text.size() ? text[at] : ',';
        depth += (c == '{' || c == '[' || c == '(') - (c == '}' || c == ']' || c == ')');
        if (c != ',' || (depth != 0 && at < text.size())) continue;
        if (std::string part = trim(std::string_view(text).substr(start, at - start)); !part.empty())
            parts.push_back(std::move(part));
        start = at + 1;
    }
    return parts;
}

void fail(int line, const std::string& what) {
    throw Error("PTX line " + std::to_string(line) + ": " + what);
}

}  // namespace ptx
