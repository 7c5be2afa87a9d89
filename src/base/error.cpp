#include "base/error.h"

#include <utility>

namespace lumbar {
namespace {

std::string sentence(const ErrorParts& parts) {
    std::string text = parts.where.empty() ? parts.what : parts.where + ": " + parts.what;
    if (!parts.expected.empty()) text += ", expected " + parts.expected;
    if (!parts.found.empty()) text += ", found " + parts.found;
    return text;
}

}  // namespace

Error::Error(ErrorParts parts, ExitCode code)
    : std::runtime_error(sentence(parts)), parts_(std::move(parts)), code_(code) {}

}  // namespace lumbar
