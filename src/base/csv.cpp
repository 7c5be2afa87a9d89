#include "base/csv.h"

#include <csv.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/text_file.h"

namespace lumbar {
namespace {

struct Rows {
    std::vector<std::vector<std::string>> done;
    std::vector<std::string> open;
};

void end_field(void* text, std::size_t size, void* rows) {
    auto& open = static_cast<Rows*>(rows)->open;
    text ? open.emplace_back(static_cast<const char*>(text), size) : open.emplace_back();
}

void end_row(int /*terminator*/, void* rows) {
    auto& all = *static_cast<Rows*>(rows);
    all.done.push_back(std::exchange(all.open, {}));
}

// libcsv's parser, freed whatever happens.
struct Parser : csv_parser {
    Parser() : csv_parser{} { csv_init(this, CSV_APPEND_NULL); }
    ~Parser() { csv_free(this); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
};

std::vector<std::vector<std::string>> parse_rows(std::string_view text, const std::string& name) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    Parser parser;
    Rows rows;
    if (csv_parse(&parser, text.data(), text.size(), end_field, end_row, &rows) != text.size() ||
        csv_fini(&parser, end_field, end_row, &rows) != 0) {
        throw Error({"not a CSV file", name, "", csv_strerror(csv_error(&parser))});
    }
    return std::move(rows.done);
}

}  // namespace

CsvTable::CsvTable(std::string_view text, std::string name)
    : name_(std::move(name)), rows_(parse_rows(text, name_)) {
    if (rows_.empty()) throw Error({"the file is empty", name_, "a header line"});
    columns_ = std::move(rows_.front());
    rows_.erase(rows_.begin());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (rows_[row].size() != columns_.size()) {
            throw Error({"wrong number of fields", where(row), std::to_string(columns_.size()),
                         std::to_string(rows_[row].size())});
        }
    }
}

bool CsvTable::has_column(std::string_view column_name) const {
    return std::find(columns_.begin(), columns_.end(), column_name) != columns_.end();
}

std::size_t CsvTable::column(std::string_view column_name) const {
    const auto at = std::find(columns_.begin(), columns_.end(), column_name);
    if (at == columns_.end()) {
        std::string found;
        for (const auto& column : columns_) found += (found.empty() ? "" : ",") + column;
        throw Error({"a column is missing", name_, std::string(column_name), found});
    }
    return static_cast<std::size_t>(at - columns_.begin());
}

double CsvTable::number(std::size_t row, std::size_t column_index) const {
    const std::string& text = at(row, column_index);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        throw Error({"column " + columns_[column_index] + " is not a number", where(row), "a finite number",
                     "'" + text + "'"});
    }
    return value;
}

// Blank lines are not counted: they hold no row.
std::string CsvTable::where(std::size_t row) const {
    return name_ + ":" + std::to_string(row + 2);
}

CsvTable read_csv(const std::filesystem::path& path) {
    return {read_text_file(path), path.string()};
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

}  // namespace lumbar
