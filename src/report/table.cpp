#include "report/table.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr std::string_view kBetweenColumns = "  ";

// Code points, which is close enough to places on the terminal.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_number(std::string_view text) {
    if (text.empty() || text == "-") return true;
    for (const std::string_view end : {"%", " "}) {
        if (text.ends_with(end)) text.remove_suffix(end.size());
    }
    if (text.starts_with('+')) text.remove_prefix(1);  // std::from_chars knows none
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

struct Column {
    std::size_t width = 0;
    bool is_of_numbers = false;
};

Column measure(const std::string& name, std::size_t index,
               const std::vector<std::vector<std::string>>& rows) {
    Column column{width_of(name), !rows.empty()};
    for (const auto& row : rows) {
        column.width = std::max(column.width, width_of(row[index]));
        column.is_of_numbers = column.is_of_numbers && is_number(row[index]);
    }
    return column;
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<Column>& columns) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string blanks(columns[i].width - width_of(cells[i]), ' ');
        if (i > 0) line += kBetweenColumns;
        line += columns[i].is_of_numbers ? blanks + cells[i] : cells[i] + blanks;
    }
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

std::string table_text(const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows) {
    for (const auto& row : rows) {
        if (row.size() == columns.size()) continue;
        throw Error({"a row of a table has the wrong number of cells", columns.empty() ? "" : columns[0],
                     std::to_string(columns.size()), std::to_string(row.size())},
                    ExitCode::internal);
    }
    std::vector<Column> measured;
    std::size_t width = columns.empty() ? 0 : kBetweenColumns.size() * (columns.size() - 1);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        measured.push_back(measure(columns[i], i, rows));
        width += measured.back().width;
    }
    std::string text = line_of(columns, measured) + std::string(width, '-') + "\n";
    for (const auto& row : rows) text += line_of(row, measured);
    return text;
}

}  // namespace lumbar
