// Formats columns and rows of text as an aligned table, for logs: columns of numbers to the right, others to
// the left, a line under the header, no blanks at the ends of lines.
#pragma once

#include <string>
#include <vector>

namespace lumbar {

// Throws Error (internal) if a row has another number of cells than there are columns.  A column is one of
// numbers if each of its cells is a number, a share ("12 %"), "nan", "-" or blank.  Text is UTF-8.
std::string table_text(const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows);

}  // namespace lumbar
