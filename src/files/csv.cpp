#include "files/csv.h"

#include <csv.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <utility>

#include "base/error.h"
#include "base/known_names.h"
#include "files/text_encoding.h"
#include "files/text_file.h"

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
    explicit Parser(char delimiter) : csv_parser{} {
        csv_init(this, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(this, static_cast<unsigned char>(delimiter));
    }
    ~Parser() { csv_free(this); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
};

// Where a comma is the decimal point, spreadsheets part fields by something else.
char delimiter_of(std::string_view text) {
    const std::string_view header = text.substr(0, text.find_first_of("\r\n"));
    for (const char delimiter : {',', ';', '\t'}) {
        if (header.find(delimiter) != header.npos) return delimiter;
    }
    return ',';
}

std::vector<std::vector<std::string>> parse_rows(std::string_view bytes, const std::string& name) {
    const std::string text = to_utf8(bytes, name);
    Parser parser(delimiter_of(text));
    Rows rows;
    const std::size_t read = csv_parse(&parser, text.data(), text.size(), end_field, end_row, &rows);
    const bool is_done = read == text.size() && csv_fini(&parser, end_field, end_row, &rows) == 0;
    if (is_done) return std::move(rows.done);
    const auto at = text.begin() + static_cast<std::ptrdiff_t>(std::min(read, text.size()));
    // A mark that is never closed opens behind the last row that ends.
    const auto line = 1 + (read == text.size() ? static_cast<std::ptrdiff_t>(rows.done.size())
                                               : std::count(text.begin(), at, '\n'));
    throw Error({"a quotation mark (\") is not closed or stands within a field",
                 name + ":" + std::to_string(line), "", csv_strerror(csv_error(&parser))});
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
        const auto known = names_in(columns_, std::identity());
        throw Error({"a column is missing", name_, std::string(column_name),
                     names_text(known) + did_you_mean(known, column_name)});
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
    CsvTable table(read_text_file(path), path.string());
    for (std::size_t row = 0; row < table.size(); ++row) {
        for (std::size_t column = 0; column < table.columns().size(); ++column) {
            if (table.at(row, column).find_first_of("\r\n") == std::string::npos) continue;
            throw Error({"a quotation mark (\") is not closed on its line", table.where(row)});
        }
    }
    return table;
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

}  // namespace lumbar
