// Reads CSV files with a header line (RFC 4180; UTF-8 or UTF-16, parted by commas, semicolons or tabs).
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lumbar {

class CsvTable {
  public:
    // `name` stands for the file in error messages.  Throws Error if a row has another number of fields
    // than the header, or if there is no header.
    CsvTable(std::string_view text, std::string name);

    const std::string& name() const { return name_; }
    const std::vector<std::string>& columns() const { return columns_; }
    std::size_t size() const { return rows_.size(); }
    // Index of a column; throws Error naming the columns that are there.
    std::size_t column(std::string_view column_name) const;
    bool has_column(std::string_view column_name) const;
    const std::string& at(std::size_t row, std::size_t column_index) const {
        return rows_[row][column_index];
    }
    // A field as a finite number; throws Error naming file, row and column.
    double number(std::size_t row, std::size_t column_index) const;
    // "FILE:LINE" of a row, for messages.
    std::string where(std::size_t row) const;

  private:
    std::string name_;
    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// Throws Error if the file cannot be read, and for a field that goes on over the end of its line: a stray
// quotation mark would swallow rows.
CsvTable read_csv(const std::filesystem::path& path);

// A field for writing: quoted if it holds a comma, a quote or a line break.
std::string csv_field(std::string_view text);

}  // namespace lumbar
